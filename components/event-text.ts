import { both, clock, compose, type Text } from "../lib/chain/text.ts";
import type { CaptureEvent, Claims, EventKind, EventOf } from "../lib/event.ts";
import { decode, withoutBody, type Message } from "../lib/realtime/frame.ts";
import { displayableLine } from "../lib/displayable.ts";
import { duration, size } from "./format.ts";
import type { EventIndex } from "./event-index.ts";

type Frame = EventOf<"frame.in"> | EventOf<"frame.out">;
type Texts<T> = { [K in EventKind]: (event: EventOf<K>) => T };

/** The text that a table has for the kind of an event. */
function textOf<T, K extends EventKind>(
  texts: Partial<Texts<T>>,
  event: EventOf<K>,
): T | undefined {
  const kind: K = event.kind;
  return texts[kind]?.(event);
}

/** Names of a chip. Where there is none, the kind itself is the name: "cache mutate". */
const labels: Partial<Texts<Text>> = {
  "frame.in": (event) => `frame #${event.seq}`,
  "frame.out": (event) => `sent #${event.seq}`,
  "handler.run": () => "handler",
  "console.line": () => "console",
  "react.commit": () => "commit",
  "fetch.end": (event) => `answer ${event.status}`,
  "fetch.start": (event) => event.method,
  "channel.status": (event) => event.status.toLowerCase(),
  "image.load": () => both("image loaded", "imagem carregada"),
  "image.remove": () => both("image removed", "imagem removida"),
  "auth.session": ({ claims }) =>
    claims ? both("session", "sessão") : both("no session", "sem sessão"),
  "auth.set": ({ pinned }) => (pinned ? both("token pinned", "token fixado") : "setAuth"),
  "auth.lock": () => both("auth lock held", "lock de auth preso"),
  "cache.hook": ({ listeners }) =>
    listeners > 0 ? both("hook mounted", "hook montado") : both("no hook left", "nenhum hook"),
  "react.look": ({ hits }) =>
    hits.length > 0 ? both("look: found", "busca: achou") : both("look: nothing", "busca: nada"),
  "probe.answer": ({ status }) =>
    status === 0
      ? both("probe: no answer", "sonda: sem resposta")
      : both(`probe ${status}`, `sonda ${status}`),
  "probe.join": (event) =>
    event.private
      ? both(`private join: ${event.status}`, `join privado: ${event.status}`)
      : both(`public join: ${event.status}`, `join público: ${event.status}`),
};

/** Who made an event, when it was the companion: a fix, or a fault. Such a one is shown as what it is. */
export function madeBy(event: CaptureEvent): "injected" | "rehearsed" | undefined {
  if ("injected" in event && event.injected) return "injected";
  return "rehearsed" in event && event.rehearsed ? "rehearsed" : undefined;
}

export const makers = {
  injected: both("by a fix", "por uma correção"),
  rehearsed: both("by a fault", "por uma falha"),
};

/** The words of an event's chip, two or three at most, and who made it when that was not the page. */
export function chipLabel(event: CaptureEvent): Text {
  const label = textOf(labels, event) ?? event.kind.replace(".", " ");
  const by = madeBy(event);
  return by ? compose((word) => `${word(label)}, ${word(makers[by])}`) : label;
}

const join = (...parts: (string | number | boolean | undefined)[]): string =>
  parts.filter(Boolean).join(" ");

/** `exp` is in seconds. */
const claimsLine = ({ role, sub, exp }: Claims): string =>
  join(role, sub, exp !== undefined && `until ${clock(exp * 1_000)}`);

/** The last part of an address, or what it is when it is none. */
const fileOf = (needle: string): string => needle.split("?")[0]?.split("/").at(-1) || needle;

/** One line on what an event holds, for its row. Frames are decoded elsewhere: here only what is cheap. */
const lines: Partial<Texts<string>> = {
  "page.start": (event) => event.url,
  "page.visibility": (event) => event.state,
  "page.network": (event) => (event.online ? "online" : "offline"),
  "page.navigate": (event) => event.url,
  "page.show": (event) => `out of the ${event.from}`,
  "tap.attach": (event) => [event.tap, event.what, event.version].filter(Boolean).join(" "),
  "tap.cost": ({ frames, ms, bytes }) =>
    `${Math.round((ms * 1_000) / frames)} µs a frame of ${frames}, ${size(bytes)} kept`,
  "tap.error": (event) => `${event.tap}: ${event.message}`,
  "gap.drop": (event) => `${event.count} events, ${event.reason}`,
  "socket.create": (event) => event.url,
  "socket.close": (event) => [event.code, event.reason].filter(Boolean).join(" "),
  "channel.bind": (event) =>
    `${event.topic} ${event.binding.type} ${event.binding.event ?? "*"} ${event.handler}`,
  "channel.subscribe": (event) => `${event.topic} ${event.before} to ${event.after}`,
  "channel.status": (event) => [event.topic, event.status, event.error].filter(Boolean).join(" "),
  "handler.run": (event) =>
    [event.handler, event.topic, event.event, duration(event.ms), event.error]
      .filter(Boolean)
      .join(" "),
  "handler.reject": (event) =>
    join(`${event.handler}: ${event.error}`, event.ms !== undefined && duration(event.ms)),
  "fetch.start": (event) => `${event.method} ${event.url}`,
  "fetch.end": (event) => `#${event.fetch} ${event.status} ${event.type} ${duration(event.ms)}`,
  "fetch.fail": (event) => `#${event.fetch} ${event.error}`,
  "react.commit": (event) => event.hits.map((hit) => hit.component ?? hit.needle).join(", "),
  "console.line": (event) => event.text,
  "auth.session": (event) =>
    join(event.claims ? claimsLine(event.claims) : "null", `(${event.source})`),
  "auth.set": (event) => (event.pinned ? "setAuth(token), pinned" : "setAuth()"),
  "auth.lock": (event) => `${event.name} ${event.held ? "held" : "free"}, ${event.waiting} waiting`,
  "cache.hook": (event) =>
    join(
      `${event.key} hooks ${event.listeners}`,
      !event.fetcher && "no fetcher",
      event.keepPreviousData && "keepPreviousData",
      event.refreshInterval && `every ${duration(event.refreshInterval)}`,
    ),
  "cache.write": (event) =>
    join(
      `${event.key} ${event.from} to ${event.to}`,
      event.blanked && "blanked",
      event.held && `held ${event.held.map(fileOf).join(", ") || "-"}`,
      event.holds && `holds ${event.holds.map(fileOf).join(", ") || "-"}`,
    ),
  "react.look": (event) =>
    join(
      event.needles.map(fileOf).join(", "),
      event.hits.length === 0
        ? "nowhere"
        : `in ${event.hits.map((hit) => hit.component ?? hit.where).join(", ")}`,
      `${event.commits} commits`,
      event.exhausted && "not the whole tree",
    ),
  "probe.answer": (event) =>
    join(
      event.question,
      event.status > 0 && `${event.status} ${event.url} ${duration(event.ms)}`,
      event.error,
    ),
  "probe.join": (event) =>
    join(
      `${event.topic} ${event.private ? "private" : "public"} ${event.status}`,
      event.claims && `as ${claimsLine(event.claims)}`,
      event.reason,
      duration(event.ms),
    ),
  "companion.on": ({ on }) => on.map(({ id }) => id).join(", "),
  "companion.act": (event) =>
    join(
      `${event.switch}: ${event.what}`,
      event.topic,
      event.event,
      event.key,
      event.url,
      event.job,
      event.detail,
    ),
  "companion.off": ({ reason, restored, left = [] }) =>
    join(`${reason},`, restored ? "all restored" : `not restored: ${left.join(", ") || "?"}`),
  "error.throw": (event) => event.message,
  "error.reject": (event) => event.message,
  "error.csp": (event) => `${event.directive} ${event.blocked}`,
};

/** Lines are kept, because a search asks for all of them at each key and a frame must be decoded for its own. */
const known = new WeakMap<CaptureEvent, string>();

export function eventLine(event: CaptureEvent, index: EventIndex): string {
  let line = known.get(event);
  if (line === undefined) known.set(event, (line = displayableLine(writeLine(event, index))));
  return line;
}

function writeLine(event: CaptureEvent, index: EventIndex): string {
  if (event.kind === "frame.in" || event.kind === "frame.out") return frameLine(event, index);
  const line = textOf(lines, event);
  if (line !== undefined) return line;
  if ("topic" in event) return event.topic ?? "";
  if ("key" in event) return event.key;
  return "url" in event ? event.url : "";
}

/** A frame, decoded by the serializer of its socket. */
export const decodeFrame = (event: Frame, index: EventIndex): Message | { error: string } =>
  event.held
    ? withoutBody(event.held)
    : decode(
        event.body,
        index.vsn(event.doc, event.socket),
        event.kind === "frame.in" ? "in" : "out",
      );

function frameLine(event: Frame, index: EventIndex): string {
  const message = decodeFrame(event, index);
  if ("error" in message) return `${size(event.size)}, ${message.error}`;
  return `${message.topic} ${innerEvent(message)} ${size(event.size)}`;
}

/** The event that the app's code sees: of a broadcast the inner one. */
export function innerEvent({ event, payload }: Message): string {
  if (event !== "broadcast" || typeof payload !== "object" || payload === null) return event;
  const inner = (payload as { event?: unknown }).event;
  return typeof inner === "string" ? inner : event;
}

/** The bytes of a frame as rows of eight: offset, hex, characters. At most `rows` of them. */
export function hexRows(base64: string, rows: number): { at: string; hex: string; text: string }[] {
  const wanted = base64.slice(0, Math.ceil((rows * 8) / 3) * 4);
  let bytes: number[];
  try {
    bytes = Array.from(Uint8Array.from(atob(wanted), (unit) => unit.charCodeAt(0))).slice(
      0,
      rows * 8,
    );
  } catch {
    return [];
  }
  return Array.from({ length: Math.ceil(bytes.length / 8) }, (_, row) => {
    const slice = bytes.slice(row * 8, row * 8 + 8);
    return {
      at: (row * 8).toString(16).padStart(4, "0"),
      hex: slice.map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
      text: slice
        .map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "."))
        .join(""),
    };
  });
}

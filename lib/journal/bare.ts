/** What is left of an event when there is no room for all of it. */
import type { CaptureEvent, EventOf } from "../event.ts";
import { header } from "../realtime/header.ts";

/** Bodies of this size stay, as they do in the page. UTF-16 units. */
const SMALL = 512;

/** Of a frame with a topic: how a channel came to be what it is. */
const CONTROL = new Set([
  "phx_join",
  "phx_reply",
  "phx_leave",
  "phx_close",
  "phx_error",
  "access_token",
  "system",
]);

/** Kinds, by their first half, that later events cannot be understood without, however old they are. */
const SUBJECTS = new Set(["page", "socket", "channel", "auth"]);
const KINDS = new Set(["tap.attach", "tap.error", "cache.hook", "companion.on", "companion.off"]);

/** Whether what comes later cannot be understood without it: the page, its sockets, channels, joins, session and hooks. */
export function isContext(event: CaptureEvent): boolean {
  const { kind } = event;
  if (kind === "frame.in" || kind === "frame.out") return isControl(event);
  return KINDS.has(kind) || SUBJECTS.has(kind.slice(0, kind.indexOf(".")));
}

function isControl({ body }: EventOf<"frame.in" | "frame.out">): boolean {
  const about = "text" in body ? header(body.text) : null;
  return about !== null && about.topic !== "phoenix" && CONTROL.has(about.event);
}

/** The same without a large body, which then counts as cut; the event itself where there is none. */
export function bare(event: CaptureEvent): CaptureEvent {
  if (event.kind === "frame.in" || event.kind === "frame.out") return bareFrame(event);
  if (event.kind !== "fetch.start" && event.kind !== "fetch.end") return event;
  const { body, ...rest } = event;
  if (body === undefined || body.length <= SMALL) return event;
  return { ...rest, cut: (event.cut ?? 0) + body.length };
}

function bareFrame<F extends EventOf<"frame.in" | "frame.out">>(frame: F): F {
  const { body, size } = frame;
  const isText = "text" in body;
  if ((isText ? body.text : body.base64).length <= SMALL || isControl(frame)) return frame;
  const held = isText ? header(body.text) : null;
  const empty = isText ? { text: "", cut: size } : { base64: "", cut: size };
  return { ...frame, body: empty, ...(held && { held }) };
}

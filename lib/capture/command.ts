/** Does what a person asked for in the panel: GETs of the page's own origin, the live settings of a socket, the end of it all. */
import { push } from "./list.ts";
import { AbortSignal, Error, Promise, Reflect, URL } from "./natives.ts";
import type { Command, Reply } from "../command.ts";
import type { FrameBody } from "../event.ts";
import type { Said } from "../event.ts";
import { readAnswerBody } from "./answer-body.ts";
import { tellSocket } from "./live-socket.ts";
import type { Measures } from "./measures.ts";
import { messageOf, reasonOf } from "./reason.ts";
import { redactTokens, redactUrl } from "./redact.ts";
import type { Context } from "./tap.ts";

/** The way to the panel and from it. Replies hold what must not become an event. */
export interface Line {
  onCommand(run: (command: Command) => void): void;
  reply(reply: Reply): void;
  /** Whether a panel is there. */
  isWatched(): boolean;
}

interface Given extends Pick<Context, "page" | "say" | "channels" | "options" | "bodies" | "seam"> {
  measures: Measures;
  takeOut: () => void;
}

/** For how long an answer is waited, in ms, and how much of it is kept, in UTF-16 units. */
const TIMEOUT = 10_000;
const PROBE_CAP = 1024 * 1024;
const SOURCE_CAP = 8 * 1024 * 1024;

/** `fetch` is the browser's own, so that what is asked here does not count as the app's. Returns the end of it. */
export function answerCommands(
  given: Given,
  fetch: typeof globalThis.fetch,
  line: Line,
): () => void {
  const get = async (url: URL, cache: RequestCache, cap: number) => {
    const signal = AbortSignal.timeout(TIMEOUT);
    const init = { method: "GET", mode: "same-origin", credentials: "same-origin", cache, signal };
    // Where a redirect leads nobody has agreed to.
    const asked = [url.href, { ...init, redirect: "manual" }];
    const answer = await (Reflect.apply(fetch, given.page, asked) as Promise<Response>);
    if (answer.type === "opaqueredirect")
      throw new Error("The answer is a redirect: not followed.");
    const content = await readAnswerBody(() => answer.body, cap);
    return { status: answer.status, text: content?.text ?? "", cut: content?.cut ?? 0 };
  };
  const probe = async ({ question, path }: Extract<Command, { kind: "probe.get" }>) => {
    const { performance, location } = given.page;
    const start = performance.now();
    const tell = (
      found: Pick<Extract<Said, { kind: "probe.answer" }>, "status" | "body" | "error">,
    ) =>
      given.say({
        kind: "probe.answer",
        question,
        url: redactUrl(path),
        ms: performance.now() - start,
        ...found,
      });
    const url = ownPath(path, location, given.options.paths);
    if (!url) {
      const error = "Only the profile's paths of the page's own origin are asked.";
      return tell({ status: 0, error });
    }
    try {
      const { status, text } = await get(url, "no-store", PROBE_CAP);
      return tell({ status, body: redactTokens(text) });
    } catch (error) {
      return tell({ status: 0, error: reasonOf(error) });
    }
  };
  const readSource = async (address: string): Promise<string> => {
    const url = ownSource(address, given.page.location);
    if (!url) throw new Error("Only scripts and source maps of the page's own origin are read.");
    const { status, text, cut } = await get(url, "default", SOURCE_CAP);
    if (status !== 200) throw new Error(`The server answered with status ${status}.`);
    if (cut > 0) throw new Error("The file is larger than 8 MB.");
    return text;
  };
  const fail = (ask: number, error: unknown): Reply => {
    return { kind: "ask.fail", ask, error: messageOf(error) };
  };
  const source = async ({ ask, url }: Extract<Command, { kind: "source.ask" }>): Promise<void> => {
    try {
      line.reply({ kind: "source.tell", ask, text: await readSource(url) });
    } catch (error) {
      line.reply(fail(ask, error));
    }
  };
  /** Without a promise: a page can look into those. */
  const answer = (
    command: Extract<Command, { kind: "socket.ask" | "body.ask" | "taps.off" | "companion.set" }>,
  ): Reply => {
    const { ask } = command;
    try {
      if (command.kind === "socket.ask") return { ask, ...tellSocket(command.topic, given) };
      if (command.kind === "body.ask") {
        return { kind: "body.tell", ask, bodies: findBodies(command.events, given.bodies) };
      }
      if (command.kind === "companion.set") {
        return { kind: "companion.tell", ask, load: given.seam.set(command) };
      }
      given.takeOut();
      return { kind: "taps.tell", ask };
    } catch (error) {
      return fail(ask, error);
    }
  };
  line.onCommand((command) => {
    if (command.kind === "probe.get") void probe(command);
    else if (command.kind === "source.ask") void source(command);
    else if (command.kind === "companion.end") given.seam.end("panel");
    else if (command.kind === "measures.put") given.measures.put(command.job, command.measures);
    else if (command.kind === "measures.clear") given.measures.clear();
    else line.reply(answer(command));
  });
  return () => line.onCommand(() => {});
}

function findBodies(events: readonly string[], bodies: Context["bodies"]) {
  const found: { event: string; body: FrameBody }[] = [];
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index] ?? "";
    const body = bodies.find(event);
    if (body) push(found, { event, body });
  }
  return found;
}

/** `path` as a URL of the page's origin below one of `paths`, or undefined when it could lead anywhere else. */
export function ownPath(
  path: string,
  { origin }: Location,
  paths: readonly string[],
): URL | undefined {
  if (!path.startsWith("/") || !URL.canParse(path, origin)) return undefined;
  const url = new URL(path, origin);
  const { pathname } = url;
  // A server may take an escaped slash or dot for one.
  const mayLeave = /\/\/|\.\.|%2e|%5c/i.test(pathname);
  const isBelow = paths.some((each) => pathname.startsWith(each));
  return url.origin === origin && isBelow && !mayLeave ? url : undefined;
}

export function ownSource(address: string, { origin, href }: Location): URL | undefined {
  if (!URL.canParse(address, href)) return undefined;
  const url = new URL(address, href);
  return url.origin === origin && /\.(m?js|map)$/.test(url.pathname) ? url : undefined;
}

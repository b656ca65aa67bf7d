/** HAR 1.2 as Chrome writes it: requests, and sockets with their frames in `_webSocketMessages`. */
import type { CaptureEvent, EventOf, FrameBody } from "../event.ts";
import type { Report } from "./report.ts";

interface Pair {
  name: string;
  value: string;
}

interface Message {
  type: "send" | "receive";
  /** Seconds since the epoch. */
  time: number;
  /** 1 text, 2 binary as base64. */
  opcode: 1 | 2;
  data: string;
}

/** One entry; what a page cannot know is -1 or empty, as the format has it. */
interface Entry {
  pageref: string;
  _resourceType: "fetch" | "websocket";
  _webSocketMessages?: Message[];
  startedDateTime: string;
  time: number;
  request: object;
  response: object;
  cache: object;
  timings: { send: number; wait: number; receive: number };
}

const iso = (at: number): string => new Date(at).toISOString();

const queryOf = (url: string): Pair[] =>
  [...(URL.parse(url)?.searchParams ?? [])].map(([name, value]) => ({ name, value }));

const message = (method: string, url: string, headers: Pair[], body?: string) => ({
  method,
  url,
  httpVersion: "HTTP/1.1",
  cookies: [],
  headers,
  queryString: queryOf(url),
  headersSize: -1,
  bodySize: body === undefined ? -1 : body.length,
  ...(body !== undefined && { postData: { mimeType: "text/plain", text: body } }),
});

const answer = (
  status: number,
  statusText: string,
  headers: Pair[],
  content: { size: number; mimeType: string; text?: string },
  error?: string,
) => ({
  status,
  statusText,
  httpVersion: "HTTP/1.1",
  cookies: [],
  headers,
  content,
  redirectURL: "",
  headersSize: -1,
  bodySize: -1,
  ...(error !== undefined && { _error: error }),
});

function requestEntry(
  start: EventOf<"fetch.start">,
  end: EventOf<"fetch.end" | "fetch.fail"> | undefined,
): Entry {
  const { doc, at, method, url, action, body } = start;
  const sent = action === undefined ? [] : [{ name: "Next-Action", value: action }];
  const time = end?.ms ?? 0;
  return {
    pageref: doc,
    _resourceType: "fetch",
    startedDateTime: iso(at),
    time,
    request: message(method, url, sent, body),
    response: responseTo(end),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function responseTo(end: EventOf<"fetch.end" | "fetch.fail"> | undefined): object {
  if (end?.kind !== "fetch.end")
    return answer(0, "", [], { size: 0, mimeType: "x-unknown" }, end?.error ?? "pending");
  const { status, headers = {}, type, body } = end;
  const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const size = body?.length ?? 0;
  return answer(status, "", pairs, {
    size,
    mimeType: type || "x-unknown",
    ...(body !== undefined && { text: body }),
  });
}

function socketEntry({ doc, at, url }: EventOf<"socket.create">): Entry {
  return {
    pageref: doc,
    _resourceType: "websocket",
    _webSocketMessages: [],
    startedDateTime: iso(at),
    time: 0,
    request: message("GET", url, []),
    response: answer(101, "Switching Protocols", [], { size: 0, mimeType: "x-unknown" }),
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}

const contentOf = (body: FrameBody): Pick<Message, "opcode" | "data"> =>
  "text" in body ? { opcode: 1, data: body.text } : { opcode: 2, data: body.base64 };

/** Collects what belongs together, whatever the order of the log. */
function entriesOf(events: readonly CaptureEvent[]): Entry[] {
  const ends = new Map<string, EventOf<"fetch.end" | "fetch.fail">>();
  const sockets = new Map<string, Entry>();
  const entries: Entry[] = [];
  for (const event of events) {
    if (event.kind === "fetch.end" || event.kind === "fetch.fail")
      ends.set(`${event.doc} ${event.fetch}`, event);
    if (event.kind === "socket.create") {
      const entry = socketEntry(event);
      sockets.set(`${event.doc} ${event.socket}`, entry);
      entries.push(entry);
    }
  }
  for (const event of events) {
    if (event.kind === "fetch.start")
      entries.push(requestEntry(event, ends.get(`${event.doc} ${event.fetch}`)));
    if (event.kind !== "frame.in" && event.kind !== "frame.out") continue;
    const entry = sockets.get(`${event.doc} ${event.socket}`);
    if (!entry) continue;
    const type = event.kind === "frame.out" ? "send" : "receive";
    entry._webSocketMessages?.push({ type, time: event.at / 1_000, ...contentOf(event.body) });
    entry.time = Math.max(entry.time, event.at - Date.parse(entry.startedDateTime));
    entry.timings.receive = entry.time;
  }
  return entries.toSorted((a, b) => a.startedDateTime.localeCompare(b.startedDateTime));
}

const pagesOf = (events: readonly CaptureEvent[]) =>
  events
    .filter((event) => event.kind === "page.start")
    .map(({ doc, at, url, title }) => ({
      startedDateTime: iso(at),
      id: doc,
      title: title || url,
      pageTimings: {},
    }));

/** The log as HAR. Frames of a socket whose creation was not seen have no entry to stand in. */
export function* har({ events }: Report): Generator<string> {
  const head = {
    version: "1.2",
    creator: { name: "Hopscope", version: "1" },
    pages: pagesOf(events),
  };
  yield `{"log":${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let separator = "\n";
  for (const entry of entriesOf(events)) {
    yield separator + JSON.stringify(entry);
    separator = ",\n";
  }
  yield "\n]}}\n";
}

import type { CaptureEvent, EventOf } from "../lib/event.ts";
import { followLog } from "../lib/follow-log.ts";

/** What came back to a probe. */
export type Answer = EventOf<"probe.answer"> | EventOf<"probe.join">;

/** What the panel looks up in a log of events. */
export interface EventIndex {
  get(id: string): CaptureEvent | undefined;
  /** Where an event stands in the log. */
  placeOf(id: string): number | undefined;
  /** The `handler.run` events by the id of the frame that they were given. */
  runsOf(frame: string): readonly EventOf<"handler.run">[];
  /** How the promise of a `handler.run` was rejected; undefined when it was not. */
  rejectOf(run: string): EventOf<"handler.reject"> | undefined;
  /** Whether the handlers of a topic (with `realtime:`) were watched in a document at a time (ms): its channel was known by then. */
  isWatched(doc: string, topic: string, at: number): boolean;
  /** Serializer of a socket; "2.0.0" when its creation was not seen. */
  vsn(doc: string, socket: number): string;
  /** The hosts of a document's sockets, newest first, a few of them. */
  hostsOf(doc: string): readonly string[];
  /** What the taps said last of their cost in a document. */
  costOf(doc: string): EventOf<"tap.cost"> | undefined;
  /** First event of a document. */
  pageOf(doc: string): EventOf<"page.start"> | undefined;
  /** The document that was heard last, of the top frames. */
  newest(): string | undefined;
  /** The binding of a topic (with `realtime:`) that was registered last. */
  bindingOf(topic: string): EventOf<"channel.bind"> | undefined;
  /** What probes were answered, by their question ("job req_3f2a") or the topic that they joined. */
  answersTo(about: string): readonly Answer[];
}

/** Returns a function that indexes a log; a log that has grown costs only what was added. */
export function createEventIndex(): (events: readonly CaptureEvent[]) => EventIndex {
  const follow = followLog(createTables);
  return (events) => {
    const tables = follow(events);
    tables.use(events);
    return tables.index;
  };
}

/** As many as a person can read before pressing a button. */
const MOST_HOSTS = 3;

function createTables() {
  let log: readonly CaptureEvent[] = [];
  let newest: string | undefined;
  const places = new Map<string, number>();
  const runs = new Map<string, EventOf<"handler.run">[]>();
  const rejects = new Map<string, EventOf<"handler.reject">>();
  const channels = new Map<string, number>();
  const vsns = new Map<string, string>();
  const hosts = new Map<string, string[]>();
  const costs = new Map<string, EventOf<"tap.cost">>();
  const pages = new Map<string, EventOf<"page.start">>();
  const answers = new Map<string, Answer[]>();
  const bindings = new Map<string, EventOf<"channel.bind">>();
  const index: EventIndex = {
    get: (id) => log[places.get(id) ?? -1],
    placeOf: (id) => places.get(id),
    runsOf: (frame) => runs.get(frame) ?? [],
    rejectOf: (run) => rejects.get(run),
    isWatched: (doc, topic, at) => (channels.get(`${doc} ${topic}`) ?? Infinity) <= at,
    vsn: (doc, socket) => vsns.get(`${doc}:${socket}`) ?? "2.0.0",
    hostsOf: (doc) => hosts.get(doc) ?? [],
    costOf: (doc) => costs.get(doc),
    pageOf: (doc) => pages.get(doc),
    newest: () => newest,
    bindingOf: (topic) => bindings.get(topic),
    answersTo: (about) => answers.get(about) ?? [],
  };
  const use = (events: readonly CaptureEvent[]) => {
    log = events;
  };
  const add = (event: CaptureEvent, place: number) => {
    places.set(event.id, place);
    if (event.frameId === undefined) newest = event.doc;
    if (event.kind === "page.start") pages.set(event.doc, event);
    if (event.kind === "tap.cost") costs.set(event.doc, event);
    if (event.kind === "socket.create") {
      vsns.set(`${event.doc}:${event.socket}`, event.vsn);
      const host = URL.parse(event.url)?.host;
      const others = (hosts.get(event.doc) ?? []).filter((each) => each !== host);
      if (host) hosts.set(event.doc, [host, ...others].slice(0, MOST_HOSTS));
    }
    if (event.kind === "handler.run" && event.frame) put(runs, event.frame, event);
    if (event.kind === "handler.reject") rejects.set(event.run, event);
    if (event.kind === "channel.create") {
      const channel = `${event.doc} ${event.topic}`;
      channels.set(channel, Math.min(event.at, channels.get(channel) ?? Infinity));
    }
    // Bindings of `system` are the client's own.
    if (event.kind === "channel.bind" && event.binding.type !== "system")
      bindings.set(event.topic, event);
    if (event.kind === "probe.answer") put(answers, event.question, event);
    if (event.kind === "probe.join") put(answers, event.topic, event);
  };
  return { index, add, use };
}

function put<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

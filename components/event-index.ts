import type { CaptureEvent, EventOf } from "../lib/event.ts";

/** What the panel looks up in a log of events. */
export interface EventIndex {
  byId: ReadonlyMap<string, CaptureEvent>;
  /** The `handler.run` events by the id of the frame that they were given. */
  runsOf(frame: string): readonly EventOf<"handler.run">[];
  /** Serializer of a socket; "2.0.0" when its creation was not seen. */
  vsn(doc: string, socket: number): string;
  /** First event of a document. */
  pageOf(doc: string): EventOf<"page.start"> | undefined;
}

/**
 * Returns a function that indexes a log. A longer log that begins like the last one costs only what was added,
 * because a busy page says some hundred things a second.
 */
export function createEventIndex(): (events: readonly CaptureEvent[]) => EventIndex {
  let known: readonly CaptureEvent[] = [];
  let tables = createTables();
  return (events) => {
    if (events === known) return tables.index;
    const grown = known.length <= events.length && known.at(-1) === events[known.length - 1];
    if (!grown || known.length === 0) tables = createTables();
    for (const event of grown ? events.slice(known.length) : events) tables.add(event);
    known = events;
    return tables.index;
  };
}

function createTables() {
  const byId = new Map<string, CaptureEvent>();
  const runs = new Map<string, EventOf<"handler.run">[]>();
  const vsns = new Map<string, string>();
  const pages = new Map<string, EventOf<"page.start">>();
  const index: EventIndex = {
    byId,
    runsOf: (frame) => runs.get(frame) ?? [],
    vsn: (doc, socket) => vsns.get(`${doc}:${socket}`) ?? "2.0.0",
    pageOf: (doc) => pages.get(doc),
  };
  const add = (event: CaptureEvent) => {
    byId.set(event.id, event);
    if (event.kind === "page.start") pages.set(event.doc, event);
    if (event.kind === "socket.create") vsns.set(`${event.doc}:${event.socket}`, event.vsn);
    if (event.kind === "handler.run" && event.frame) {
      const of = runs.get(event.frame);
      if (of) of.push(event);
      else runs.set(event.frame, [event]);
    }
  };
  return { index, add };
}

/**
 * What a reader lets in of what a relay brings of its page. The port between those two is out of reach for the page's
 * scripts; should one ever get to it, it could still speak for one document only, behind what was said, and in the vocabulary.
 */
import type { CaptureEvent } from "../event.ts";
import { hasOtherFields } from "../event-shape.ts";
import { sizeOf } from "../event-size.ts";

/** What the extension stamps and asks itself. */
const stamps = ["tab", "frameId"];
const answers: ReadonlySet<CaptureEvent["kind"]> = new Set(["probe.join"]);

/** Larger than any event may be, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/** What a reader has: all of a document up to a sequence number. */
export interface Had {
  doc: string;
  after: number;
}

/**
 * Gives those of the events that go on, in order. What is left out is a hole in the numbers, and told as a gap.
 * @param had is not let in again.
 */
export function createGate(had?: Had): (events: CaptureEvent[]) => CaptureEvent[] {
  let doc: string | undefined;
  let last = -1;
  const isNext = (event: CaptureEvent) => {
    // The first of a connection: what was before it may have left the relay.
    if (doc === undefined) return event.doc !== had?.doc || event.seq > had.after;
    if (event.doc !== doc) return event.kind === "page.start" && event.seq === 0;
    return event.seq > last;
  };
  return (events) =>
    events.filter((event) => {
      if (answers.has(event.kind) || stamps.some((name) => name in event)) return false;
      if (!isNext(event) || event.id !== idOf(event)) return false;
      if (hasOtherFields(event) || sizeOf(event) > LARGEST) return false;
      ({ doc, seq: last } = event);
      return true;
    });
}

const idOf = (event: CaptureEvent): string =>
  event.kind === "gap.drop"
    ? `${event.doc}:gap:${event.from}-${event.to}`
    : `${event.doc}:${event.seq}`;

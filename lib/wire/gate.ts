/**
 * What a relay lets in of what its page says. The port is out of reach for the page's scripts; should one ever get to it,
 * it could still speak for its own document only, behind what was said, and in the vocabulary.
 */
import type { CaptureEvent } from "../event.ts";
import { hasOtherFields } from "../event-shape.ts";

/** What the extension stamps and asks itself. */
const stamps = ["tab", "frameId"];
const answers: ReadonlySet<CaptureEvent["kind"]> = new Set(["probe.join"]);

/** Gives those of the events that go on, in order. What is left out is a hole in the numbers, and told as a gap. */
export function createGate(): (events: CaptureEvent[]) => CaptureEvent[] {
  let doc: string | undefined;
  let last = -1;
  const isNext = (event: CaptureEvent) => {
    if (event.doc !== doc) return event.kind === "page.start" && event.seq === 0;
    return event.seq > last;
  };
  return (events) =>
    events.filter((event) => {
      if (answers.has(event.kind) || stamps.some((name) => name in event)) return false;
      if (!isNext(event) || event.id !== idOf(event)) return false;
      if (hasOtherFields(event)) return false;
      ({ doc, seq: last } = event);
      return true;
    });
}

const idOf = (event: CaptureEvent): string =>
  event.kind === "gap.drop"
    ? `${event.doc}:gap:${event.from}-${event.to}`
    : `${event.doc}:${event.seq}`;

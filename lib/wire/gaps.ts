/** What is missing in a list of events, said by an event. */
import type { CaptureEvent, EventOf } from "../event.ts";

/** Says what is missing between the sequence number `last` and these events of one document, wherever it was dropped. */
export function withGaps(events: CaptureEvent[], last: number): CaptureEvent[] {
  let previous = last;
  return events.flatMap((event) => {
    const from = previous + 1;
    previous = event.seq;
    // A gap that was told of before stands for its own numbers, and its own is the last of them.
    const first = event.kind === "gap.drop" ? event.from : event.seq;
    return first > from ? [describeGap(event.doc, from, first - 1, event.at), event] : [event];
  });
}

/** The same gap has the same id whoever is told and however often. */
export function describeGap(
  doc: string,
  from: number,
  to: number,
  at: number,
): EventOf<"gap.drop"> {
  const id = `${doc}:gap:${from}-${to}`;
  const reason = "more events than are kept";
  return { kind: "gap.drop", id, seq: to, doc, at, count: to - from + 1, from, to, reason };
}

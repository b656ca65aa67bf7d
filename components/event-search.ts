import type { CaptureEvent } from "../lib/event.ts";
import type { EventIndex } from "./event-index.ts";
import { eventLine } from "./event-text.ts";

interface Wanted {
  search: string;
  /** First half of a kind, "" for all. */
  subject: string;
}

/** The first half of a kind: "frame" of "frame.in". */
const subjectOf = ({ kind }: CaptureEvent): string => kind.slice(0, kind.indexOf("."));

/**
 * Returns a function that finds the events of a subject whose kind or line holds every word of a search. While the same is
 * wanted of a log that grows, only what was added is looked at, and the same array grows.
 */
export function createEventSearch() {
  let found: CaptureEvent[] = [];
  let count = 0;
  let last: CaptureEvent | undefined;
  let before: Wanted | undefined;
  return (
    events: readonly CaptureEvent[],
    { search, subject }: Wanted,
    index: EventIndex,
  ): readonly CaptureEvent[] => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0 && subject === "") return events;
    const same = before?.search === search && before.subject === subject;
    if (!same || count > events.length || events[count - 1] !== last) {
      found = [];
      count = 0;
    }
    for (; count < events.length; count += 1) {
      const event = events[count];
      if (event && matches(event, words, subject, index)) found.push(event);
    }
    before = { search, subject };
    last = events.at(-1);
    return found;
  };
}

function matches(
  event: CaptureEvent,
  words: readonly string[],
  subject: string,
  index: EventIndex,
): boolean {
  if (subject !== "" && subjectOf(event) !== subject) return false;
  if (words.length === 0) return true;
  const text = `${event.kind} ${eventLine(event, index)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

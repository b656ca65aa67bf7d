/** A sheet that follows logs as they grow. */
import { imageProfile, type Profile } from "../chain/profile.ts";
import type { CaptureEvent } from "../event.ts";
import { Book } from "./book.ts";

export interface NamedLog {
  /** The same log has the same id every time. */
  id: string;
  /** Logs of one machine have the same name: they share a clock. */
  name: string;
  events: readonly CaptureEvent[];
  /** Of a tab that was closed: when it was heard last, ms. */
  closedAt?: number | undefined;
}

/** What was joined before something was cleared is remembered as long as it is no more than so many events. */
const REMEMBERED = 100_000;

interface Read {
  last: CaptureEvent | undefined;
  count: number;
}

/**
 * Returns a function that gives the book of some logs; what is added costs what it is long. When `live`, a log that is cleared or
 * gone is remembered, since its pages are still joined to what they joined; otherwise it is another log, and the book begins anew.
 */
export function followLogs(
  profile: Profile = imageProfile,
): (logs: readonly NamedLog[], live: boolean) => Book {
  let book = new Book(profile);
  let read = new Map<string, Read>();
  let wasLive = true;
  return (logs, live) => {
    const isGrown = ({ id, events }: NamedLog) => {
      const { last, count } = read.get(id) ?? { last: undefined, count: 0 };
      return count <= events.length && events[count - 1] === last;
    };
    const total = logs.reduce((sum, { events }) => sum + events.length, 0);
    const isWhole = logs.every(isGrown) && logs.length >= read.size;
    const isOther = live !== wasLive || (!live && !isWhole);
    if (isOther || book.size > total + REMEMBERED) {
      book = new Book(profile);
      read = new Map();
    }
    wasLive = live;
    for (const log of logs) {
      const { id, name, events, closedAt } = log;
      // Taking an event twice is taking it once.
      const from = isGrown(log) ? (read.get(id)?.count ?? 0) : 0;
      for (let i = from; i < events.length; i += 1) book.push(name, events[i]!);
      read.set(id, { last: events.at(-1), count: events.length });
      if (closedAt !== undefined && events[0]) book.close(events[0].doc, closedAt);
    }
    return book;
  };
}

/** A row of the table: how a signal shows in the log, and on which versions it does not. */
import type { CaptureEvent, EventKind } from "../../../lib/event.ts";

/** Fields of an event: equal, or matching an expression. */
export type Pattern = { kind: EventKind } & Record<string, unknown>;

export interface Signal {
  name: string;
  /** The event that tells of it, or a question to the whole log. */
  seen: Pattern | ((events: CaptureEvent[]) => boolean);
  /** What the page or the server has to say when it happened; without it the page's own work made it happen. */
  account?: string | RegExp;
  /** Where it does not happen, by versions, and why: the taps must not tell of it. */
  never?: Record<string, string>;
  /** Where it happens and the taps cannot see it, by versions, and why. */
  unseen?: Record<string, string>;
}

const isLike = (event: object, pattern: object): boolean =>
  Object.entries(pattern).every(([name, wanted]) => {
    const found: unknown = Reflect.get(event, name);
    if (wanted instanceof RegExp) return typeof found === "string" && wanted.test(found);
    if (typeof wanted === "object" && wanted !== null)
      return typeof found === "object" && found !== null && isLike(found, wanted);
    return found === wanted;
  });

export const all = (events: CaptureEvent[], pattern: Pattern) =>
  events.filter((event) => isLike(event, pattern));

export const isSeen = ({ seen }: Signal, events: CaptureEvent[]): boolean =>
  typeof seen === "function" ? seen(events) : all(events, seen).length > 0;

/** Appends what one side says, one transaction at a time: what comes meanwhile goes into the next. */
import type { CaptureEvent } from "../event.ts";
import type { Journal } from "./journal.ts";

export interface Writer {
  /** Resolves when the events are on disk, or could not be put there. */
  write(events: CaptureEvent[]): Promise<void>;
}

export function createWriter(journal: Promise<Journal>, tab: number): Writer {
  let waiting: CaptureEvent[] = [];
  let next: Promise<void> | undefined;
  let current = Promise.resolve();

  const flush = async () => {
    await current;
    const events = waiting;
    waiting = [];
    next = undefined;
    current = journal
      .then(async (open) => await open.append(tab, events))
      // A full disk: what comes after tells of it, as its sequence numbers do not follow.
      .catch(() => {});
    await current;
  };

  return {
    async write(events) {
      waiting.push(...events);
      next ??= flush();
      await next;
    },
  };
}

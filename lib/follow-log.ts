import type { CaptureEvent } from "./event.ts";

/** What is made of a log, event by event: `place` is where one stands in it. */
interface Tables {
  add(event: CaptureEvent, place: number): void;
}

/**
 * Returns a function that gives what `create` makes of a log. A longer log that begins like the last one, the same array or
 * another, costs only what was added, because a busy page says some hundred things a second.
 */
export function followLog<T extends Tables>(
  create: () => T,
): (events: readonly CaptureEvent[]) => T {
  let last: CaptureEvent | undefined;
  let count = 0;
  let tables = create();
  return (events) => {
    const grown = count <= events.length && events[count - 1] === last;
    if (!grown) {
      tables = create();
      count = 0;
    }
    for (; count < events.length; count += 1) {
      const event = events[count];
      if (event) tables.add(event, count);
    }
    last = events.at(-1);
    return tables;
  };
}

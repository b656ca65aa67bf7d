/** The page's time as it was at the start: a test of the page may put a clock of its own in its place. */
import { Reflect } from "./natives.ts";
import type { Page } from "./tap.ts";

export interface Clock {
  /** Ms since the document began. */
  now: () => number;
  setTimeout: (run: () => void, ms: number) => number;
  clearTimeout: (timer: number) => void;
  queueMicrotask: (run: () => void) => void;
}

export function readClock(page: Page): Clock {
  const { performance, setTimeout, clearTimeout, queueMicrotask } = page;
  const now = performance?.now;
  return {
    now: () => Reflect.apply(now, performance, []),
    setTimeout: (run, ms) => Reflect.apply(setTimeout, page, [run, ms]) as unknown as number,
    clearTimeout: (timer) => Reflect.apply(clearTimeout, page, [timer]),
    queueMicrotask: (run) => Reflect.apply(queueMicrotask, page, [run]),
  };
}

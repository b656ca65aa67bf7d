/** Stamps what the taps say and hands it on in batches. */
import { Array, Object, Reflect, Uint8Array } from "./natives.ts";
import type { CaptureEvent, Said } from "../event.ts";
import type { Meter } from "./meter.ts";
import { listen, type Page } from "./tap.ts";

export interface Emitter {
  /** Returns the id of the event. */
  say: (said: Said) => string;
  /** Hands on what waits, at once. */
  flush: () => void;
  /** Hands on what waits and emits nothing any more. */
  stop: () => void;
}

/** How long an event waits for others, in ms, and how many at most wait. */
const DELAY = 30;
const BATCH = 500;

/**
 * An emitter for one document. A timer exists only while a batch waits; when the page is about to go away, and when it does, the batch goes at once.
 * What `sink` throws is swallowed: the page must not notice.
 */
export function createEmitter(
  page: Page,
  sink: (events: CaptureEvent[]) => void,
  meter: Meter,
): Emitter {
  const { performance, setTimeout, clearTimeout } = page;
  const now = performance.now.bind(performance);
  const origin = performance.timeOrigin;
  const doc = randomId(page);
  let seq = 0;
  let waiting: CaptureEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  // Assigned, not spread: this runs for every frame.
  const stamp = (said: Said): CaptureEvent => {
    const id = `${doc}:${seq}`;
    const event = Object.assign(said, { id, seq, doc, at: origin + now() }) as CaptureEvent;
    seq += 1;
    return event;
  };

  const flush = () => {
    if (timer !== undefined) Reflect.apply(clearTimeout, page, [timer]);
    timer = undefined;
    if (waiting.length === 0) return;
    const cost = meter.tell();
    if (cost) waiting[waiting.length] = stamp(cost);
    const batch = waiting;
    waiting = [];
    try {
      meter.batch(() => sink(batch));
    } catch {
      return;
    }
  };
  const forget = ["beforeunload", "pagehide"].map((type) => listen(page, type, flush));

  return {
    say(said) {
      if (stopped) return `${doc}:${seq}`;
      // Before, not after: a frame may still be completed while it is delivered.
      if (waiting.length >= BATCH) flush();
      const event = stamp(said);
      waiting[waiting.length] = event;
      if (said.kind === "page.leave") flush();
      else if (timer === undefined) timer = Reflect.apply(setTimeout, page, [flush, DELAY]);
      return event.id;
    },
    flush,
    stop() {
      flush();
      stopped = true;
      for (const undo of forget) undo();
    },
  };
}

function randomId(page: Page): string {
  // Not randomUUID: it exists only in secure contexts.
  const bytes = page.crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

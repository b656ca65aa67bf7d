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

/** How long an event waits for others, in ms: each batch has its own price, whatever is in it. And how many wait at most. */
const DELAY = 30;
const BATCH = 500;
/** The same for the bodies of its frames: the browser has a limit for a message, and what waits is in one. UTF-16 units. */
const BATCH_UNITS = 1024 * 1024;
/** A batch of so many is one of a flood, in which nobody can follow every event, and then they wait longer. */
const FLOOD = 20;
const FLOOD_DELAY = 100;
/** While no panel is there. */
const UNWATCHED_DELAY = 250;

/**
 * An emitter for one document; `isWatched` tells whether a panel waits for what is said. A timer exists only while a batch waits; when the page is about to go away, and when it does, the batch goes at once.
 * What `sink` throws is swallowed: the page must not notice.
 */
export function createEmitter(
  page: Page,
  sink: (events: CaptureEvent[]) => void,
  meter: Meter,
  isWatched: () => boolean = () => true,
): Emitter {
  const { performance, setTimeout, clearTimeout } = page;
  const now = performance.now.bind(performance);
  const origin = performance.timeOrigin;
  const doc = randomId(page);
  let seq = 0;
  let waiting: CaptureEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let last = 0;
  let units = 0;

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
    last = batch.length;
    units = 0;
    waiting = [];
    try {
      meter.batch(() => sink(batch));
    } catch {
      return;
    }
  };
  const delay = () => {
    if (!isWatched()) return UNWATCHED_DELAY;
    return last < FLOOD ? DELAY : FLOOD_DELAY;
  };
  const forget = ["beforeunload", "pagehide"].map((type) => listen(page, type, flush));

  return {
    say(said) {
      if (stopped) return `${doc}:${seq}`;
      // Before, not after: a frame may still be completed while it is delivered.
      if (waiting.length >= BATCH || units >= BATCH_UNITS) flush();
      units += unitsOf(said);
      const event = stamp(said);
      waiting[waiting.length] = event;
      if (said.kind === "page.leave") flush();
      else if (timer === undefined) timer = Reflect.apply(setTimeout, page, [flush, delay()]);
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

function unitsOf(said: Said): number {
  if (said.kind !== "frame.in" && said.kind !== "frame.out") return 0;
  const { body } = said;
  return "text" in body ? body.text.length : body.base64.length;
}

function randomId(page: Page): string {
  // Not randomUUID: it exists only in secure contexts.
  const bytes = page.crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the taps cost the page, measured by themselves: told along with a batch, never by a timer of its own. */
import type { Said } from "../event.ts";

/** One frame in so many is timed: browsers tell the time so coarsely that single ones mean nothing and the mean of many does. */
const EVERY = 8;
/** It is told after so many frames, and so many ms, since the last time. */
const FRAMES = 64;
const PAUSE = 5_000;

export class Meter {
  readonly #now: () => number;
  readonly #bytes: () => number;
  #count = 0;
  #frames = 0;
  #spent = 0;
  #told: number;

  /** `now` in ms; `bytes` that the page keeps for us. */
  constructor(now: () => number, bytes: () => number) {
    this.#now = now;
    this.#bytes = bytes;
    this.#told = now();
  }

  /** The work on one frame. */
  frame(work: () => void): void {
    this.#frames += 1;
    this.#count = (this.#count + 1) % EVERY;
    if (this.#count === 0) this.#add(work, EVERY);
    else work();
  }

  /** The work on a batch. */
  batch(work: () => void): void {
    this.#add(work, 1);
  }

  /** What was spent since it was told last, when it is time to. */
  tell(): Said | undefined {
    const now = this.#now();
    if (this.#frames < FRAMES || now - this.#told < PAUSE) return undefined;
    const said = { frames: this.#frames, ms: this.#spent, bytes: this.#bytes() };
    this.#told = now;
    this.#frames = 0;
    this.#spent = 0;
    return { kind: "tap.cost", ...said };
  }

  #add(work: () => void, times: number): void {
    const start = this.#now();
    try {
      work();
    } finally {
      this.#spent += (this.#now() - start) * times;
    }
  }
}

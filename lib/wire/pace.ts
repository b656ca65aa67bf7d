/** How fast a panel is told: what a page says faster waits in the queue, whose oldest events leave and are counted. */

/** Events a second, and at once. 5,000 frames a second with their handlers are about 15,000 events. */
const RATE = 25_000;
const BURST = 20_000;

/** `now` in ms. */
export class Pace {
  readonly #now: () => number;
  #left = BURST;
  #since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** How many events may go now. */
  get left(): number {
    const time = this.#now();
    this.#left = Math.min(BURST, this.#left + ((time - this.#since) * RATE) / 1_000);
    this.#since = time;
    return Math.floor(this.#left);
  }

  spend(events: number): void {
    this.#left -= events;
  }
}

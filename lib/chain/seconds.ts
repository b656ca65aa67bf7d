/** Seconds in which something happened, sorted: of a busy socket they say as much as its frames, and are far fewer. */
export class Seconds {
  readonly #all: number[] = [];

  /** Takes a moment, ms since the epoch. Logs are nearly sorted, so it looks from the end. */
  add(at: number): void {
    const second = Math.floor(at / 1_000);
    let here = this.#all.length;
    while (here > 0 && this.#all[here - 1]! > second) here--;
    if (this.#all[here - 1] !== second) this.#all.splice(here, 0, second);
  }

  /** The beginning of the last of them that began by `until`, ms; -Infinity if there is none. */
  last(until: number): number {
    const second = this.#all[this.#from(until + 1) - 1];
    return second === undefined ? -Infinity : second * 1_000;
  }

  /** How many of them began from `from` on and before `until` (ms). */
  count(from: number, until: number): number {
    return Math.max(0, this.#from(until) - this.#from(from));
  }

  /** Where the first of them that began at `at` (ms) or later is. */
  #from(at: number): number {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#all[middle]! * 1_000 < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Batches that nobody has wanted to read yet, oldest out: the holes in the sequence numbers tell of those that had to go. */
import { weigh, type Packed } from "./pack.ts";

export class Unread {
  readonly #limit: number;
  #batches: Packed[] = [];
  #bytes = 0;

  /** `limit` in bytes. The newest batch is kept however large it is. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  put(packed: Packed): void {
    this.#batches.push(packed);
    this.#bytes += weigh(packed);
    if (this.#bytes > this.#limit) this.#drop();
  }

  takeAll(): Packed[] {
    const batches = this.#batches;
    this.#batches = [];
    this.#bytes = 0;
    return batches;
  }

  /** An eighth at once: batches are many, and to shift an array moves the rest. */
  #drop(): void {
    const wanted = this.#limit * 0.875;
    let oldest = 0;
    while (oldest < this.#batches.length - 1 && this.#bytes > wanted) {
      this.#bytes -= weigh(this.#batches[oldest++]!);
    }
    this.#batches.splice(0, oldest);
  }
}

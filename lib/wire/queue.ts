/** The batches of one document that are kept for panels, oldest out. */
import type { Packed } from "./pack.ts";

export interface Limits {
  /** Events, and bytes as estimated from their texts. */
  events: number;
  bytes: number;
}

export const relayLimits: Limits = { events: 20_000, bytes: 32 * 1024 * 1024 };

/** Events in a batch, as it says itself. */
export const countOf = ({ from, to }: Packed): number => to - from + 1;

/** Two bytes for a UTF-16 unit. */
const bytesOf = ({ text, bodies }: Packed): number =>
  2 * bodies.reduce((sum, body) => sum + body.length, text.length);

interface Entry {
  packed: Packed;
  events: number;
  bytes: number;
}

/**
 * Larger than any batch of the taps, in bytes, and well below what the browser takes as one message: it would be sent again
 * and again. It is left out, a hole in the numbers as if it had left.
 */
const LARGEST = 24 * 1024 * 1024;

/** Cut off in one go, as shifting one by one would be slow. */
const CUT = 1_000;

/** A bounded queue. Positions count batches from 0 for ever, so a cursor into it stays valid when some leave. */
export class BatchQueue {
  readonly #limits: Limits;
  #entries: Entry[] = [];
  /** Entries before this index have left. */
  #head = 0;
  #base = 0;
  #events = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Position of the oldest batch kept, and of the one that comes next. */
  get start(): number {
    return this.#base + this.#head;
  }
  get end(): number {
    return this.#base + this.#entries.length;
  }

  push(packed: Packed): void {
    const entry = { packed, events: countOf(packed), bytes: bytesOf(packed) };
    if (entry.bytes > LARGEST) return;
    this.#entries.push(entry);
    this.#events += entry.events;
    this.#bytes += entry.bytes;
    while (this.#events > this.#limits.events || this.#bytes > this.#limits.bytes) {
      const oldest = this.#entries[this.#head];
      if (!oldest || oldest === entry) return;
      this.#events -= oldest.events;
      this.#bytes -= oldest.bytes;
      this.#head += 1;
    }
    if (this.#head < CUT) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#base += this.#head;
    this.#head = 0;
  }

  at(position: number): Packed | undefined {
    return position < this.start ? undefined : this.#entries[position - this.#base]?.packed;
  }

  /** Position of the first batch that has more than the events up to `seq`. */
  positionAfter(seq: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle)?.to ?? Infinity) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Batches from `position` on, with at most `count` events and about `bytes`, but one at least. */
  slice(position: number, count: number, bytes: number): Packed[] {
    const packs: Packed[] = [];
    let [events, sum] = [0, 0];
    for (let index = position - this.#base; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index]!;
      events += entry.events;
      sum += entry.bytes;
      if (packs.length > 0 && (events > count || sum > bytes)) break;
      packs.push(entry.packed);
    }
    return packs;
  }
}

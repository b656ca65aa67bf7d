/** The events of one document that are kept for panels, oldest out. */
import type { CaptureEvent } from "../event.ts";
import { sizeOf } from "../event-size.ts";

export interface Limits {
  /** Events, and bytes as estimated from their texts. */
  events: number;
  bytes: number;
}

export const relayLimits: Limits = { events: 20_000, bytes: 32 * 1024 * 1024 };

/** Larger than any body may be, in bytes. It is left out, a hole in the numbers as if it had left. */
const LARGEST = 16 * 1024 * 1024;

interface Entry {
  event: CaptureEvent;
  bytes: number;
}

/** A bounded queue. Positions count from 0 for ever, so a cursor into it stays valid when entries leave. */
export class EventQueue {
  readonly #limits: Limits;
  #entries: Entry[] = [];
  /** Entries before this index have left; they are cut off in one go, as shifting one by one would be slow. */
  #head = 0;
  #base = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Position of the oldest event kept, and of the one that comes next. */
  get start(): number {
    return this.#base + this.#head;
  }
  get end(): number {
    return this.#base + this.#entries.length;
  }

  push(event: CaptureEvent): void {
    const bytes = sizeOf(event);
    if (bytes > LARGEST) return;
    this.#entries.push({ event, bytes });
    this.#bytes += bytes;
    while (this.end - this.start > this.#limits.events || this.#bytes > this.#limits.bytes) {
      const oldest = this.#entries[this.#head];
      if (!oldest || this.end - this.start === 1) return;
      this.#bytes -= oldest.bytes;
      this.#head += 1;
    }
    if (this.#head < this.#limits.events) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#base += this.#head;
    this.#head = 0;
  }

  at(position: number): CaptureEvent | undefined {
    return position < this.start ? undefined : this.#entries[position - this.#base]?.event;
  }

  /** Position of the first event whose sequence number is greater than `seq`. */
  positionAfter(seq: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle)?.seq ?? Infinity) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Events from `position` on, at most `count` and about `bytes`, but one at least. */
  slice(position: number, count: number, bytes: number): CaptureEvent[] {
    const events: CaptureEvent[] = [];
    let sum = 0;
    for (let index = position - this.#base; events.length < count; index += 1) {
      const entry = this.#entries[index];
      if (!entry || (events.length > 0 && sum + entry.bytes > bytes)) break;
      sum += entry.bytes;
      events.push(entry.event);
    }
    return events;
  }
}

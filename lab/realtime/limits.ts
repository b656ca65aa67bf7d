export interface Limits {
  channelsPerSocket: number;
  joinsPerSecond: number;
  /** Client sends, each delivery of them, and database messages, of all sockets together. */
  eventsPerSecond: number;
  concurrentSockets: number;
  /** In kB of 1000 bytes, with 500 bytes of grace. */
  payloadKb: number;
  /** Presence calls of one channel in 30 s. */
  presenceCalls: number;
  /** How long one bucket of the rate counters is, in ms. */
  bucketMs: number;
}

/** What a tenant has when nobody changed it. */
export const DEFAULT_LIMITS: Limits = {
  channelsPerSocket: 100,
  joinsPerSecond: 100,
  eventsPerSecond: 100,
  concurrentSockets: 200,
  payloadKb: 3000,
  presenceCalls: 5,
  bucketMs: 5000,
};

const BUCKETS = 12;

/**
 * Counts in buckets and compares the average of the last twelve with a limit, once per bucket: so a burst passes, and the
 * limit stays triggered until the average is below it. A fresh counter begins with one empty bucket.
 */
export class RateCounter {
  #full = [0];
  #current = 0;
  #startedAt: number;
  readonly #bucketMs: number;
  readonly #now: () => number;

  constructor(bucketMs: number, now: () => number = Date.now) {
    this.#bucketMs = bucketMs;
    this.#now = now;
    this.#startedAt = now();
  }

  add(count = 1): void {
    this.#turn();
    this.#current += count;
  }

  /** As if the bucket that has just ended had held so many. */
  spend(count: number): void {
    this.#turn();
    this.#full.push(count);
  }

  /** Begins anew. */
  forget(): void {
    this.#full = [0];
    this.#current = 0;
  }

  isOver(limitPerSecond: number): boolean {
    this.#turn();
    const total = this.#full.reduce((sum, count) => sum + count, 0);
    return total / this.#full.length / (this.#bucketMs / 1000) > limitPerSecond;
  }

  #turn(): void {
    const passed = Math.floor((this.#now() - this.#startedAt) / this.#bucketMs);
    this.#startedAt += passed * this.#bucketMs;
    for (let turn = 0; turn < Math.min(passed, BUCKETS); turn += 1) {
      this.#full.push(this.#current);
      this.#current = 0;
    }
    this.#full = this.#full.slice(-BUCKETS);
  }
}

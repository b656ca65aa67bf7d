/**
 * Bodies that the page keeps, the newest ones. Texts are held as they are: one that a socket delivered lies outside of V8's heap
 * already, so the collector neither moves nor copies it, while to write it elsewhere costs the page a pass over it.
 */

import { filter, push } from "./list.ts";
import { Uint8Array } from "./natives.ts";

interface Entry {
  seq: number;
  data: string | Uint8Array;
  bytes: number;
  outgoing: boolean;
}

export type Kept = Pick<Entry, "data" | "outgoing">;

/** Gone entries are forgotten in one go, as to shift them one by one would be slow. */
const FORGET = 1_024;

/** Two bytes for a UTF-16 unit: at most. */
const bytesOf = (data: string | Uint8Array): number =>
  typeof data === "string" ? 2 * data.length : data.length;

export class Ring {
  readonly #capacity: number;
  #entries: (Entry | undefined)[] = [];
  /** Entries before this index have gone. */
  #head = 0;
  #bytes = 0;

  /** `capacity` in bytes. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps `data` under a sequence number. Too large a body is not kept. */
  put(seq: number, data: string | Uint8Array, outgoing: boolean): void {
    const bytes = bytesOf(data);
    if (bytes > this.#capacity) return;
    // The page may go on with its own bytes.
    const own = typeof data === "string" ? data : new Uint8Array(data);
    push(this.#entries, { seq, data: own, bytes, outgoing });
    this.#bytes += bytes;
    while (this.#bytes > this.#capacity) {
      this.#bytes -= this.#entries[this.#head]!.bytes;
      this.#entries[this.#head] = undefined;
      this.#head += 1;
    }
    if (this.#head < FORGET) return;
    this.#entries = filter(this.#entries, (entry) => entry !== undefined);
    this.#head = 0;
  }

  get(seq: number): Kept | undefined {
    const [entry] = filter(this.#entries, (each) => each?.seq === seq);
    return entry && { data: entry.data, outgoing: entry.outgoing };
  }
}

/**
 * Bodies that the page keeps, the newest ones: in one buffer, as bytes. Thousands of texts held by reference would be the
 * garbage collector's to carry from place to place, and that costs more than to copy each once.
 */

import { filter, push } from "./list.ts";
import { method, TextDecoder, Uint8Array } from "./natives.ts";

const encodeInto = method<TextEncoderEncodeIntoResult>(TextEncoder, "encodeInto");

interface Entry {
  seq: number;
  /** Where it begins, counted from the first byte ever written. */
  start: number;
  length: number;
  text: boolean;
  outgoing: boolean;
}

export interface Kept {
  data: string | Uint8Array;
  /** It was on its way out: its tokens have not been replaced. */
  outgoing: boolean;
}

/** Gone entries are forgotten in one go, as to shift them one by one would be slow. */
const FORGET = 4_096;

export class Ring {
  readonly #capacity: number;
  readonly #encoder = new TextEncoder();
  /** Made with the first body: most pages never need one. */
  #buffer: Uint8Array<ArrayBuffer> | undefined;
  #entries: Entry[] = [];
  #end = 0;

  /** `capacity` in bytes. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Bytes in use. */
  get bytes(): number {
    return Math.min(this.#end, this.#capacity);
  }

  /** Keeps `data` under a sequence number larger than those before. Too large a body is not kept. */
  put(seq: number, data: string | Uint8Array, outgoing: boolean): void {
    const text = typeof data === "string";
    const most = text ? 3 * data.length : data.length;
    if (most > this.#capacity) return;
    const buffer = (this.#buffer ??= new Uint8Array(this.#capacity));
    let at = this.#end % this.#capacity;
    if (at + most > this.#capacity) {
      // No body goes over the edge.
      this.#end += this.#capacity - at;
      at = 0;
    }
    let length = most;
    if (text) length = encodeInto(this.#encoder, data, buffer.subarray(at)).written;
    else buffer.set(data, at);
    push(this.#entries, { seq, start: this.#end, length, text, outgoing });
    this.#end += length;
    if (this.#entries.length > FORGET && !this.#isHere(this.#entries[FORGET >> 1]!)) {
      this.#entries = filter(this.#entries, (entry) => this.#isHere(entry));
    }
  }

  get(seq: number): Kept | undefined {
    const [entry] = filter(this.#entries, (each) => each.seq === seq);
    if (!entry || !this.#buffer || !this.#isHere(entry)) return undefined;
    const at = entry.start % this.#capacity;
    const bytes = this.#buffer.slice(at, at + entry.length);
    const data = entry.text ? new TextDecoder().decode(bytes) : bytes;
    return { data, outgoing: entry.outgoing };
  }

  #isHere({ start }: Entry): boolean {
    return start >= this.#end - this.#capacity;
  }
}

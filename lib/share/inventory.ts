/** What a log holds, as kinds of field: what somebody should look at before it leaves. */
import type { CaptureEvent } from "../event.ts";
import { rewriteEvent } from "./texts.ts";

export interface FieldKind {
  /** "frame.in.body.payload.record.prompt": places in lists are left out, ids that are names are "*". */
  path: string;
  count: number;
  /** One of its texts, cut short. */
  sample: string;
}

/** Units of a sample, and kinds that are told apart: a page can name fields as it likes. */
const SAMPLE = 80;
const MOST = 2_000;
const DEEPEST = 6;

export class Inventory {
  readonly #kinds = new Map<string, FieldKind>();

  /** By path. What came after too many kinds is under "…". */
  get kinds(): FieldKind[] {
    return [...this.#kinds.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  add(event: CaptureEvent): void {
    rewriteEvent(event, (text, path) => {
      this.#text(text, path, DEEPEST);
      return text;
    });
  }

  #text(text: string, path: string, depth: number): void {
    const value = depth > 0 ? parse(text) : undefined;
    if (value === undefined) this.#count(path, text);
    else this.#value(value, path, depth - 1);
  }

  #value(value: unknown, path: string, depth: number): void {
    if (typeof value === "string") this.#text(value, path, depth);
    else if (typeof value !== "object" || value === null) this.#count(path, String(value));
    else if (Array.isArray(value)) for (const each of value) this.#value(each, path, depth);
    else
      for (const [key, inner] of Object.entries(value))
        this.#value(inner, `${path}.${nameOf(key)}`, depth);
  }

  #count(path: string, text: string): void {
    const key = this.#kinds.has(path) || this.#kinds.size < MOST ? path : "…";
    const known = this.#kinds.get(key);
    if (known) known.count += 1;
    else this.#kinds.set(key, { path: key, count: 1, sample: text.slice(0, SAMPLE) });
  }
}

/** A key that is an id or a number is no name. */
const nameOf = (key: string): string => (/^\d+$|[0-9a-f]{8}-|^.{40}/i.test(key) ? "*" : key);

function parse(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

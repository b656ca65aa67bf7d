/** Looks for strings in values of the page. Never runs a getter: SWR's results subscribe when they are read. */
import { map } from "./list.ts";
import { Array, method, Object, Reflect, Set as OwnSet } from "./natives.ts";

export interface Limits {
  /** Values that may be visited. */
  values: number;
  /** When to stop, on the clock of `now`. */
  end: number;
  now: () => number;
}

/** Values between two looks at the clock. */
export const STRIDE = 64;
/** Longer texts are compared, not searched. */
const SEARCHED = 2_048;

/** One search: each needle is reported once, then no longer looked for. */
export class Search {
  readonly open: OwnSet<string>;
  /** The budget ended first, so what was not found may still be there. */
  exhausted = false;
  readonly #limits: Limits;
  readonly #hit: (needle: string) => void;
  #values = 0;

  constructor(needles: Iterable<string>, limits: Limits, hit: (needle: string) => void) {
    this.open = new OwnSet(needles);
    this.#limits = limits;
    this.#hit = hit;
  }

  get done(): boolean {
    return this.exhausted || this.open.size === 0;
  }

  /** Searches `value` and what it holds, `depth` levels of it. */
  visit(value: unknown, depth: number): void {
    if (this.done) return;
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null || depth === 0) return;
    this.#values += 1;
    const { values, end, now } = this.#limits;
    this.exhausted = this.#values > values || (this.#values % STRIDE === 0 && now() > end);
    for (const inner of plainValues(value)) this.visit(inner, depth - 1);
  }

  text(text: string): void {
    if (this.open.has(text)) return this.#found(text);
    if (text.length > SEARCHED) return;
    for (const needle of this.open) {
      if (text.length > needle.length && text.includes(needle)) this.#found(needle);
    }
  }

  #found(needle: string): void {
    this.open.delete(needle);
    this.#hit(needle);
  }
}

// Those of the page, not ours.
const { Map, Set } = globalThis;
const valuesOf = method<Iterable<unknown>>(Map, "values");
const itemsOf = method<Iterable<unknown>>(Set, "values");

/** What a plain object, an array, a map or a set holds. Elements have fibers of their own, effects and instances do not tell. */
function plainValues(value: object): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (value instanceof Map) return [...valuesOf(value)];
  if (value instanceof Set) return [...itemsOf(value)];
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return [];
  if ("$$typeof" in value || ("create" in value && "deps" in value)) return [];
  return map(Object.keys(value), (key) => valueOf(value, key));
}

export const valueOf = (object: object, key: string): unknown =>
  Reflect.getOwnPropertyDescriptor(object, key)?.value;

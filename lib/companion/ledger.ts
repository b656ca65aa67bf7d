/** What has been replaced, and whether it is back: each property is compared with what it was. */
import { patch } from "../capture/patch.ts";

interface Entry {
  name: string;
  target: object;
  key: PropertyKey;
  before: PropertyDescriptor | undefined;
}

const PARTS = ["value", "get", "set", "writable", "enumerable", "configurable"] as const;

export class Ledger {
  readonly #entries: Entry[] = [];

  /** Replaces a property; returns the way back. */
  replace<T>(target: object, key: PropertyKey, make: (original: T) => T): () => void {
    const name = `${nameOf(target)}.${String(key)}`;
    // Of two that replace the same, what was there before the first counts.
    if (!this.#entries.some((entry) => entry.target === target && entry.key === key)) {
      this.#entries.push({ name, target, key, before: descriptorOf(target, key) });
    }
    return patch(target, key, make);
  }

  /** The names of what is not as it was; forgets all. */
  settle(): string[] {
    const left = this.#entries.filter(({ target, key, before }) => {
      const now = descriptorOf(target, key);
      return PARTS.some((part) => now?.[part] !== before?.[part]);
    });
    this.#entries.length = 0;
    return left.map(({ name }) => name);
  }
}

const descriptorOf = (target: object, key: PropertyKey) =>
  Reflect.getOwnPropertyDescriptor(target, key);

const nameOf = (target: object): string =>
  Object.prototype.toString.call(target).slice("[object ".length, -1);

import { insert } from "./facts.ts";

/** A map of lists that are sorted by time. */
export class Shelf<T extends { id: string; at: number }> extends Map<string, T[]> {
  /** Keeps the newest `most` of a list. */
  put(key: string, item: T, most = Infinity): void {
    const items = this.get(key);
    if (!items) {
      // Most lists stay at one; an empty one that is pushed to takes room for seventeen.
      this.set(key, [item]);
      return;
    }
    insert(items, item);
    if (items.length > most) items.shift();
  }

  of(key: string | undefined): readonly T[] {
    return (key !== undefined && this.get(key)) || [];
  }
}

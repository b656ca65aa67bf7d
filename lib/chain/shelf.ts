import { insert } from "./facts.ts";

/** A map of lists that are sorted by time. */
export class Shelf<T extends { id: string; at: number }> extends Map<string, T[]> {
  put(key: string, item: T): void {
    let items = this.get(key);
    if (!items) this.set(key, (items = []));
    insert(items, item);
  }

  of(key: string | undefined): readonly T[] {
    return (key !== undefined && this.get(key)) || [];
  }
}

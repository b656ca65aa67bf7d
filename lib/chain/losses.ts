/** What of one document never came, each number once: one reader of a page may have lost what another one brings. */
export class Losses {
  /** Disjoint, both ends included. */
  #ranges: [from: number, to: number][] = [];

  /** Notes a gap; gives how many numbers are newly lost. `seen` has an entry for each number that has come. */
  add(from: number, to: number, seen: readonly number[]): number {
    let parts: [number, number][] = [[from, to]];
    for (const range of this.#ranges) parts = parts.flatMap((part) => without(part, range));
    parts = parts.flatMap((part) => unseen(part, seen));
    this.#ranges.push(...parts);
    return parts.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }

  /** What was lost has come after all: gives 1, or 0 when it was not. */
  find(seq: number): number {
    const index = this.#ranges.findIndex(([from, to]) => from <= seq && seq <= to);
    const range = this.#ranges[index];
    if (!range) return 0;
    this.#ranges.splice(index, 1, ...without(range, [seq, seq]));
    return 1;
  }
}

function without([from, to]: [number, number], [first, last]: [number, number]) {
  if (last < from || first > to) return [[from, to] as [number, number]];
  const parts: [number, number][] = [];
  if (from < first) parts.push([from, first - 1]);
  if (to > last) parts.push([last + 1, to]);
  return parts;
}

function unseen([from, to]: [number, number], seen: readonly number[]): [number, number][] {
  const parts: [number, number][] = [];
  let start = from;
  for (let seq = from; seq <= to && seq < seen.length; seq += 1) {
    if (seen[seq] === undefined) continue;
    if (start < seq) parts.push([start, seq - 1]);
    start = seq + 1;
  }
  if (start <= to) parts.push([start, to]);
  return parts;
}

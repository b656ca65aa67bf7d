/** What arrays can do, without the methods that a page may have replaced. Texts keep theirs. */

/** At the end, whatever setters the page has. */
export function push<T>(list: T[], item: T): void {
  list[list.length] = item;
}

export function map<T, R>(list: readonly T[], make: (item: T, index: number) => R): R[] {
  const made: R[] = [];
  for (let index = 0; index < list.length; index += 1) made[index] = make(list[index] as T, index);
  return made;
}

export function filter<T>(list: readonly T[], isWanted: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (let index = 0; index < list.length; index += 1) {
    if (isWanted(list[index] as T)) push(found, list[index] as T);
  }
  return found;
}

export function some<T>(list: readonly T[], isWanted: (item: T) => boolean): boolean {
  for (let index = 0; index < list.length; index += 1) if (isWanted(list[index] as T)) return true;
  return false;
}

/** All of `list` from `start` on. */
export function rest<T>(list: readonly T[], start: number): T[] {
  const found: T[] = [];
  for (let index = start; index < list.length; index += 1) push(found, list[index] as T);
  return found;
}

/** Takes everything out of `list` and gives it in reverse. */
export function drain<T>(list: T[]): T[] {
  const found: T[] = [];
  for (let index = list.length - 1; index >= 0; index -= 1) push(found, list[index] as T);
  list.length = 0;
  return found;
}

/** The neighbour of the one that is selected; with none selected, the first or the last. */
export function beside<T>(
  all: readonly T[],
  by: 1 | -1,
  isSelected: (each: T) => boolean,
): T | undefined {
  const place = all.findIndex(isSelected);
  if (place < 0) return by > 0 ? all[0] : all.at(-1);
  return all[Math.min(all.length - 1, Math.max(0, place + by))];
}

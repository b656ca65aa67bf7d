/** Whether a value is nested deeper than `most`; looks no deeper than that. */
export function isDeep(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (most === 0) return true;
  for (const inner of Object.values(value)) if (isDeep(inner, most - 1)) return true;
  return false;
}

/** What an event costs to keep. */

/** Of the object itself, beside its texts, in bytes. */
const OVERHEAD = 200;
/** Events are flat: a body, a binding, a list of hits. */
const DEPTH = 4;

/** About so many bytes: two for a UTF-16 unit of all its texts. Infinite for what is deeper than any event. */
export const sizeOf = (event: object): number => OVERHEAD + 2 * unitsIn(event, DEPTH);

function unitsIn(value: object, depth: number): number {
  if (depth === 0) return Infinity;
  let units = 0;
  for (const inner of Object.values(value)) {
    if (typeof inner === "string") units += inner.length;
    else if (typeof inner === "object" && inner !== null)
      units += 16 + unitsIn(inner as object, depth - 1);
  }
  return units;
}

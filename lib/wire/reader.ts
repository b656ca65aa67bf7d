/** The end of the way: where the batches of a page are read, outside of it. */
import type { CaptureEvent } from "../event.ts";
import { withGaps } from "./gaps.ts";
import { createGate, type Had } from "./gate.ts";
import type { Packed } from "./pack.ts";
import { unpack } from "./unpack.ts";

/**
 * Reads what comes by one connection: gives the events that may go on, in order, gaps among them.
 * @param had what the reader has of a document already.
 */
export function createReader(had?: Had): (packs: Packed[]) => CaptureEvent[] {
  const admit = createGate(had);
  let last = had;
  return (packs) =>
    packs.flatMap((packed) => {
      const events = admit(unpack(packed));
      const [first] = events;
      const newest = events.at(-1);
      if (!first || !newest) return [];
      const told = withGaps(events, first.doc === last?.doc ? last.after : -1);
      last = { doc: newest.doc, after: newest.seq };
      return told;
    });
}

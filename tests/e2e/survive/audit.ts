import type { Panel } from "../../../scripts/play.ts";

/** What a panel has of all documents together. */
export interface Audit {
  documents: number;
  /** Events, and those of them that are frames. */
  received: number;
  frames: number;
  /** The number in the frame that came last. */
  last: number;
  /** What the panel says was lost. */
  gaps: number;
  /** Sequence numbers up to the last one of each document that neither came nor are counted as lost. */
  holes: number;
  /** Ids that are there twice. */
  doubles: number;
  /** All that the documents have said as far as anybody knows: the sequence numbers up to the last one. */
  said: number;
  errors: number;
}

/** Reads a panel's store. */
export async function audit(panel: Panel): Promise<Audit> {
  return await panel.evaluate(() => {
    const events = window.hopscope.events();
    const seen = new Map<string, Set<number>>();
    const told = new Map<string, [number, number][]>();
    let [received, frames, last, errors] = [0, 0, -1, 0];
    for (const event of events) {
      const numbers = seen.get(event.doc) ?? new Set();
      seen.set(event.doc, numbers);
      if (event.kind === "gap.drop") {
        told.set(event.doc, [...(told.get(event.doc) ?? []), [event.from, event.to]]);
        continue;
      }
      received += 1;
      numbers.add(event.seq);
      if (event.kind === "tap.error") errors += 1;
      if (event.kind !== "frame.in") continue;
      frames += 1;
      const text = "text" in event.body ? event.body.text : "";
      last = Math.max(last, Number(/"n":(\d+)/.exec(text)?.[1] ?? -1));
    }
    let [said, holes] = [0, 0];
    for (const [doc, numbers] of seen) {
      const gaps = told.get(doc) ?? [];
      let end = -1;
      for (const seq of numbers) end = Math.max(end, seq);
      for (const [, to] of gaps) end = Math.max(end, to);
      said += end + 1;
      for (let seq = 0; seq <= end; seq += 1) {
        if (!numbers.has(seq) && !gaps.some(([from, to]) => from <= seq && seq <= to)) holes += 1;
      }
    }
    const { gaps } = window.hopscope.snapshot();
    const doubles = events.length - new Set(events.map(({ id }) => id)).size;
    return {
      documents: seen.size,
      received,
      frames,
      last,
      gaps,
      holes,
      doubles,
      said,
      errors,
    };
  });
}

/**
 * Waits until the panel has the frame with this number, everything before it in its document is there or counted, and as
 * many frames as must be there altogether: what documents that have gone said comes by another way.
 */
export async function auditFrom(
  panel: Panel,
  last: number,
  frames = 0,
  ms = 60_000,
): Promise<Audit> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await audit(panel);
    const isWhole = found.received + found.gaps === found.said;
    if (found.last >= last && found.frames >= frames && isWhole) return found;
    if (Date.now() > deadline)
      throw new Error(`Frame ${last} is missing: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

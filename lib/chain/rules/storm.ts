import { within, type Topic } from "../facts.ts";

/** A topic that was left and joined again and again. */
export interface Storm {
  leaves: number;
  joins: number;
  /** The first and the last leave, ms. */
  from: number;
  until: number;
  evidence: string[];
  /** Where the app subscribes, when that is known. */
  stack?: string;
}

const LEAVES = 3;
const STORM_MS = 10_000;

/** The first storm of a topic between two moments (ms): three leaves and three joins in 10 s. */
export function stormOf(
  { ends, joins, subscribes }: Topic,
  from = -Infinity,
  until = Infinity,
): Storm | undefined {
  if (joins.length < LEAVES) return undefined;
  const leaves = within(ends, from, until).filter(({ why }) => why === "leave");
  for (let i = 0; i + LEAVES <= leaves.length; i++) {
    const first = leaves[i]!;
    const all = within(leaves, first.at, first.at + STORM_MS);
    const rejoins = within(joins, first.at, first.at + STORM_MS);
    // The first join came before the first leave.
    if (all.length < LEAVES || rejoins.length + 1 < LEAVES) continue;
    const stack = subscribes.findLast((each) => each.stack !== undefined)?.stack;
    return {
      leaves: all.length,
      joins: rejoins.length,
      from: first.at,
      until: all.at(-1)!.at,
      evidence: all.map(({ id }) => id),
      ...(stack !== undefined && { stack }),
    };
  }
  return undefined;
}

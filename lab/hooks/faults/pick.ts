import type { FaultName } from "../../scenarios.ts";

export type Table<Entry> = Partial<Record<FaultName, Entry>>;

/** Every entry whose fault is switched on, in the order of the table. */
export const pickAll = <Entry>(table: Table<Entry>, faults: readonly FaultName[]): Entry[] =>
  (Object.entries(table) as [FaultName, Entry][])
    .filter(([fault]) => faults.includes(fault))
    .map(([, entry]) => entry);

/** The first entry whose fault is switched on, or how it is when nothing is broken. */
export const pick = <Entry>(
  table: Table<Entry>,
  faults: readonly FaultName[],
  healthy: Entry,
): Entry => pickAll(table, faults)[0] ?? healthy;

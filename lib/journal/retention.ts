/** How long and how much the journal keeps, and what goes first. */
import { sizeOf } from "../event-size.ts";
import type { CaptureEvent } from "../event.ts";
import { bare, isContext } from "./bare.ts";
import { ONLY, RECORDED, type Batch, type Total, type Write } from "./rows.ts";

/** What a person may set. */
export interface Retention {
  /** Of each tab the last so many minutes. */
  minutes: number;
  /** Of all tabs together, 1,000,000 bytes each. */
  megabytes: number;
}

export const usualRetention: Retention = { minutes: 5, megabytes: 256 };
export const MOST: Retention = { minutes: 24 * 60, megabytes: 4_000 };

/** Whole, and from 1 to the most that makes sense. */
export const isRetention = (name: keyof Retention, value: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= MOST[name];

/** The bounds that follow, and the events of a tab: twice what a relay keeps. */
export interface Bounds {
  ms: number;
  events: number;
  /** Of one tab, and of all. */
  bytes: number;
  allBytes: number;
}

/** So many of all bytes may be those of one tab. */
const SHARE = 1 / 4;

export const boundsOf = ({ minutes, megabytes }: Retention): Bounds => ({
  ms: minutes * 60_000,
  events: 40_000,
  bytes: megabytes * 1e6 * SHARE,
  allBytes: megabytes * 1e6,
});

/**
 * Brings a tab that has grown within its bounds, and all tabs together. While it is recorded, no time ends what is kept. Bodies go
 * first, the oldest of them; then events, but for those that later ones cannot be understood without; these last.
 */
export async function retain(write: Write, total: Total, bounds: Bounds): Promise<void> {
  const recording = await write.objectStore("recording").get(ONLY);
  if (recording?.tab !== total.tab || recording.until !== undefined)
    await expire(write, total, bounds.ms);
  while (total.events > bounds.events || total.bytes > bounds.bytes) {
    if (!(await shed(write, total, total.events <= bounds.events))) break;
  }
  const tabs = write.objectStore("tabs");
  await tabs.put(total);
  const all = (await tabs.getAll()).map((each) => (each.tab === total.tab ? total : each));
  const isOver = () => all.reduce((sum, { bytes }) => sum + bytes, 0) > bounds.allBytes;
  while (isOver()) {
    const victim = await oldest(write, all);
    if (!victim || !(await shed(write, victim, true))) break;
    await tabs.put(victim);
  }
}

/** The tab that has what would go first: bodies, if one has any. What a person recorded does not go. */
async function oldest(write: Write, all: readonly Total[]): Promise<Total | undefined> {
  const own = all.filter(({ tab, next }) => tab !== RECORDED && next > 1);
  for (const placeOf of [
    ({ bare: place }: Total) => place,
    ({ thin: place }: Total) => place,
    () => 0,
  ]) {
    let found: { total: Total; at: number } | undefined;
    for (const total of own) {
      const batch = await firstFrom(write, total.tab, placeOf(total));
      if (!batch || batch.n >= total.next - 1) continue;
      if (!found || batch.at < found.at) found = { total, at: batch.at };
    }
    if (found) return found.total;
  }
  return undefined;
}

/** What is older than the newest by so many ms leaves. */
async function expire(write: Write, total: Total, ms: number): Promise<void> {
  const end = total.newest - ms;
  // A batch is read only when it may have to leave.
  while (total.thin < total.next - 1 && total.oldest < end) {
    const batch = await firstFrom(write, total.tab, total.thin);
    if (!batch || batch.n >= total.next - 1) return;
    total.oldest = batch.at;
    if (batch.at < end) await thin(write, total, batch);
  }
}

/** Lets the next of it go; false when only the newest batch is left: however large, that stays. */
async function shed(write: Write, total: Total, bodiesFirst: boolean): Promise<boolean> {
  const newest = total.next - 1;
  if (bodiesFirst && total.bare < newest) {
    const batch = await firstFrom(write, total.tab, total.bare);
    total.bare = (batch?.n ?? newest) + 1;
    if (batch && batch.n < newest) await keepOnly(write, total, batch, batch.events.map(bare));
    return true;
  }
  if (total.thin < newest) {
    const batch = await firstFrom(write, total.tab, total.thin);
    if (batch && batch.n < newest) await thin(write, total, batch);
    else total.thin = newest;
    return true;
  }
  const batch = await firstFrom(write, total.tab, 0);
  if (!batch || batch.n >= newest) return false;
  await leave(write, batch, batch.events);
  await keepOnly(write, total, batch, []);
  return true;
}

async function thin(write: Write, total: Total, batch: Batch): Promise<void> {
  const kept = batch.events.filter(isContext).map(bare);
  const ids = new Set(kept.map(({ id }) => id));
  await leave(
    write,
    batch,
    batch.events.filter(({ id }) => !ids.has(id)),
  );
  await keepOnly(write, total, batch, kept);
  total.thin = batch.n + 1;
  total.bare = Math.max(total.bare, total.thin);
}

/** These events of a batch go: their document is told so. */
async function leave(write: Write, batch: Batch, events: readonly CaptureEvent[]): Promise<void> {
  const newest = events.at(-1);
  const documents = write.objectStore("documents");
  const taken = newest && (await documents.get([batch.tab, batch.doc]));
  if (!taken) return;
  const fresh = events.filter(({ seq }) => seq > taken.cleared);
  const gone = fresh.reduce((sum, each) => sum + (each.kind === "gap.drop" ? each.count : 1), 0);
  const left = Math.max(taken.left, newest.seq);
  await documents.put({ ...taken, left, leftAt: newest.at, gone: taken.gone + gone });
}

async function keepOnly(write: Write, total: Total, batch: Batch, events: CaptureEvent[]) {
  if (events.length === batch.events.length && events.every((each, i) => each === batch.events[i]))
    return;
  const bytes = events.reduce((sum, event) => sum + sizeOf(event), 0);
  total.events += events.length - batch.events.length;
  total.bytes += bytes - batch.bytes;
  const batches = write.objectStore("batches");
  if (events.length > 0) await batches.put({ ...batch, events, bytes });
  else await batches.delete([batch.tab, batch.n]);
}

const firstFrom = async (write: Write, tab: number, n: number): Promise<Batch | undefined> =>
  await write.objectStore("batches").get(IDBKeyRange.bound([tab, n], [tab, []]));

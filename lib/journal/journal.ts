/**
 * What the tabs said while no panel kept it, and what panels got: in IndexedDB, because a service worker may die between
 * any two lines. Whoever appends waits for the transaction; appending again what is there changes nothing.
 */
import { openDB, type DBSchema, type IDBPCursorWithValue, type IDBPTransaction } from "idb";
import type { CaptureEvent } from "../event.ts";
import { describeGap, withGaps } from "../wire/gaps.ts";
import { sizeOf } from "../event-size.ts";
import type { Limits } from "../wire/queue.ts";

/** Of one tab. Twice what a relay keeps: what a document has in its relay and the one before it. */
const journalLimits: Limits = { events: 40_000, bytes: 64 * 1024 * 1024 };

/** Rows that are read at once. */
const PAGE = 50;

/** Events that were appended together, all of one document. `n` counts per tab. */
interface Batch {
  tab: number;
  n: number;
  doc: string;
  events: CaptureEvent[];
  bytes: number;
}

/**
 * Up to which sequence number a document was taken, had to leave again, and was cleared by a person (-1: nothing). `origin` is
 * that of its address, absent where its beginning was not heard.
 */
interface Taken {
  tab: number;
  doc: string;
  origin?: string;
  last: number;
  left: number;
  leftAt: number;
  cleared: number;
}

/** For each document a sequence number: all up to it. */
export type UpTo = Map<string, number>;

interface Total {
  tab: number;
  next: number;
  events: number;
  bytes: number;
}

interface Schema extends DBSchema {
  batches: { key: [number, number]; value: Batch };
  documents: { key: [number, string]; value: Taken };
  tabs: { key: number; value: Total };
}

const STORES = ["batches", "documents", "tabs"] as const;
type Write = IDBPTransaction<Schema, typeof STORES, "readwrite">;

/** Where a reader stands: it has read all batches before `next`. */
export interface Place {
  next: number;
}

export interface Journal {
  /** Resolves when the events are on disk. Those that are there already are left out. */
  append(tab: number, events: CaptureEvent[]): Promise<void>;
  /** The sequence number up to which the document is there; undefined when nothing is. */
  lastOf(tab: number, doc: string): Promise<number | undefined>;
  /**
   * Gives all events of a tab from `place` on to `take`, gaps among them; resolves with the next place. `wants` leaves out
   * documents.
   */
  read(
    tab: number,
    place: Place,
    take: (events: CaptureEvent[]) => void,
    wants?: (doc: string) => boolean,
  ): Promise<Place>;
  /** The documents of an origin that are there, by the tabs that they are in. */
  ofOrigin(origin: string): Promise<Map<number, Set<string>>>;
  /** Drops what a person wants to see no more: it is no loss, and not taken again. */
  clearTab(tab: number, upTo: UpTo): Promise<void>;
  /** What was dropped like this. */
  clearedOf(tab: number): Promise<UpTo>;
  forget(tab: number): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

/** All keys of a tab in a store whose keys begin with one: an array is greater than any number and text. */
const allOf = (tab: number, from = 0) => IDBKeyRange.bound([tab, from], [tab, []]);

export async function openJournal(limits: Limits = journalLimits): Promise<Journal> {
  const db = await openDB<Schema>("hopscope-journal", 1, {
    upgrade(created) {
      created.createObjectStore("batches", { keyPath: ["tab", "n"] });
      created.createObjectStore("documents", { keyPath: ["tab", "doc"] });
      created.createObjectStore("tabs", { keyPath: "tab" });
    },
    // Another version of the extension waits; it begins with an empty journal anyway.
    blocking: () => db.close(),
  });

  return {
    async append(tab, events) {
      if (events.length === 0) return;
      const write = db.transaction(STORES, "readwrite");
      const done = write.done;
      const total = (await write.objectStore("tabs").get(tab)) ?? emptyTotal(tab);
      for (const [doc, part] of byDocument(events)) {
        await add(write, total, doc, part);
      }
      while (total.events > limits.events || total.bytes > limits.bytes) {
        if (!(await dropOldest(write, total))) break;
      }
      await write.objectStore("tabs").put(total);
      await done;
    },

    async lastOf(tab, doc) {
      return (await db.get("documents", [tab, doc]))?.last;
    },

    async read(tab, { next }, take, wants = () => true) {
      for (const { doc, left, leftAt, cleared } of await db.getAll("documents", allOf(tab))) {
        if (left > cleared && wants(doc))
          take([{ ...describeGap(doc, cleared + 1, left, leftAt), tab }]);
      }
      let place = next;
      for (;;) {
        const rows = await db.getAll("batches", allOf(tab, place), PAGE);
        for (const { doc, events } of rows) if (wants(doc)) take(events);
        place = (rows.at(-1)?.n ?? place - 1) + 1;
        if (rows.length < PAGE) return { next: place };
      }
    },

    async ofOrigin(origin) {
      const tabs = new Map<number, Set<string>>();
      for (const each of await db.getAll("documents")) {
        if (each.origin !== origin) continue;
        const docs = tabs.get(each.tab);
        if (docs) docs.add(each.doc);
        else tabs.set(each.tab, new Set([each.doc]));
      }
      return tabs;
    },

    async clearTab(tab, upTo) {
      const write = db.transaction(STORES, "readwrite");
      const done = write.done;
      const documents = write.objectStore("documents");
      for (const [doc, seq] of upTo) {
        const taken = (await documents.get([tab, doc])) ?? nothingOf(tab, doc);
        await documents.put({ ...taken, last: Math.max(taken.last, seq), cleared: seq });
      }
      const total = (await write.objectStore("tabs").get(tab)) ?? emptyTotal(tab);
      let batch = await write.objectStore("batches").openCursor(allOf(tab));
      while (batch) {
        const { doc, events } = batch.value;
        if ((events.at(-1)?.seq ?? -1) <= (upTo.get(doc) ?? -1)) await drop(batch, total);
        batch = await batch.continue();
      }
      await write.objectStore("tabs").put(total);
      await done;
    },

    async clearedOf(tab) {
      const rows = await db.getAll("documents", allOf(tab));
      return new Map(rows.map(({ doc, cleared }) => [doc, cleared]));
    },

    async forget(tab) {
      const write = db.transaction(STORES, "readwrite");
      await Promise.all([
        write.objectStore("batches").delete(allOf(tab)),
        write.objectStore("documents").delete(allOf(tab)),
        write.objectStore("tabs").delete(tab),
        write.done,
      ]);
    },

    async clear() {
      const write = db.transaction(STORES, "readwrite");
      await Promise.all([...STORES.map((name) => write.objectStore(name).clear()), write.done]);
    },

    close: () => db.close(),
  };
}

function byDocument(events: CaptureEvent[]): Map<string, CaptureEvent[]> {
  const parts = new Map<string, CaptureEvent[]>();
  for (const event of events) {
    const part = parts.get(event.doc);
    if (part) part.push(event);
    else parts.set(event.doc, [event]);
  }
  return parts;
}

const emptyTotal = (tab: number): Total => ({ tab, next: 0, events: 0, bytes: 0 });
const nothingOf = (tab: number, doc: string): Taken => ({
  ...{ tab, doc, last: -1, left: -1, leftAt: 0, cleared: -1 },
});

async function add(write: Write, total: Total, doc: string, events: CaptureEvent[]) {
  const { tab } = total;
  const documents = write.objectStore("documents");
  const taken = (await documents.get([tab, doc])) ?? nothingOf(tab, doc);
  const fresh = events.filter((event) => event.seq > taken.last);
  const newest = fresh.at(-1);
  if (!newest) return;
  const told = withGaps(fresh, taken.last).map((event) => ({ ...event, tab }));
  const bytes = told.reduce((sum, event) => sum + sizeOf(event), 0);
  await write.objectStore("batches").put({ tab, n: total.next, doc, events: told, bytes });
  const origin = taken.origin ?? originOf(fresh);
  await documents.put({ ...taken, last: newest.seq, ...(origin !== undefined && { origin }) });
  total.next += 1;
  total.events += told.length;
  total.bytes += bytes;
}

/** Of the document whose beginning is among these; undefined for one without, such as `about:blank`. */
function originOf(events: readonly CaptureEvent[]): string | undefined {
  const start = events.find(({ kind }) => kind === "page.start");
  const origin = start?.kind === "page.start" ? URL.parse(start.url)?.origin : undefined;
  return origin === "null" ? undefined : origin;
}

/** False when only one batch is left: however large, the newest stays. */
async function dropOldest(write: Write, total: Total): Promise<boolean> {
  const { tab } = total;
  const oldest = await write.objectStore("batches").openCursor(allOf(tab));
  if (!oldest || oldest.value.n === total.next - 1) return false;
  const { doc, events } = oldest.value;
  const newest = events.at(-1);
  const documents = write.objectStore("documents");
  const taken = await documents.get([tab, doc]);
  if (taken && newest) await documents.put({ ...taken, left: newest.seq, leftAt: newest.at });
  await drop(oldest, total);
  return true;
}

type BatchCursor = IDBPCursorWithValue<Schema, typeof STORES, "batches", unknown, "readwrite">;

async function drop(batch: BatchCursor, total: Total): Promise<void> {
  const { events, bytes } = batch.value;
  await batch.delete();
  total.events -= events.length;
  total.bytes -= bytes;
}

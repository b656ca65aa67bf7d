/**
 * What the tabs said while no panel kept it, and what panels got: in IndexedDB, because a service worker may die between
 * any two lines. Whoever appends waits for the transaction; appending again what is there changes nothing.
 */
import { openDB, type IDBPCursorWithValue } from "idb";
import type { CaptureEvent } from "../event.ts";
import { describeGap, withGaps } from "../wire/gaps.ts";
import { sizeOf } from "../event-size.ts";
import { begin, discard, stop } from "./recording.ts";
import { boundsOf, retain, usualRetention, type Bounds, type Retention } from "./retention.ts";
import { allOf, emptyTotal, nothingOf, ONLY, RECORDED, STORES } from "./rows.ts";
import type { Recording, Schema, Total, Write } from "./rows.ts";

/** Rows that are read at once. */
const PAGE = 50;

/** For each document a sequence number: all up to it. */
export type UpTo = Map<string, number>;

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
  /** The tab was closed. What is being recorded of it is kept. */
  forget(tab: number): Promise<void>;
  /** Begins with nothing; what a person has set stays. */
  clear(): Promise<void>;
  /** Drops everything of all tabs, recordings too, as `clearTab` does. */
  deleteAll(): Promise<void>;
  /** What is kept, in bytes and events, of all tabs. */
  size(): Promise<{ bytes: number; events: number }>;
  retention(): Promise<Retention>;
  /** Counts for all who have the journal open, from what is appended next on. */
  setRetention(retention: Retention): Promise<void>;
  /** What a person records or has recorded. */
  recording(): Promise<Recording | undefined>;
  /** From now on (ms) all of this tab is kept, as far as there is room; what was recorded before goes. */
  record(tab: number, now: number): Promise<void>;
  /** Ends the recording; what was kept of its tab is read as that of the tab `RECORDED`. */
  stopRecording(now: number): Promise<void>;
  discardRecording(): Promise<void>;
  close(): void;
}

/** @param bounds those of a test; else what a person has set. */
export async function openJournal(bounds?: Bounds): Promise<Journal> {
  const db = await openDB<Schema>("hopscope-journal", 2, {
    upgrade(upgraded) {
      // Rows of another version are of no use: the journal begins anew with each one.
      for (const name of upgraded.objectStoreNames) upgraded.deleteObjectStore(name);
      upgraded.createObjectStore("batches", { keyPath: ["tab", "n"] });
      upgraded.createObjectStore("documents", { keyPath: ["tab", "doc"] });
      upgraded.createObjectStore("tabs", { keyPath: "tab" });
      upgraded.createObjectStore("retention");
      upgraded.createObjectStore("recording");
    },
    // Another version of the extension waits; it begins with an empty journal anyway.
    blocking: () => db.close(),
  });
  /** All or nothing of it is done. */
  const change = async (act: (write: Write) => Promise<void>) => {
    const write = db.transaction(STORES, "readwrite");
    await Promise.all([act(write), write.done]);
  };

  return {
    async append(tab, events) {
      if (events.length === 0) return;
      await change(async (write) => {
        const total = (await write.objectStore("tabs").get(tab)) ?? emptyTotal(tab);
        for (const [doc, part] of byDocument(events)) await add(write, total, doc, part);
        const kept = (await write.objectStore("retention").get(ONLY)) ?? usualRetention;
        await retain(write, total, bounds ?? boundsOf(kept));
      });
    },

    async lastOf(tab, doc) {
      return (await db.get("documents", [tab, doc]))?.last;
    },

    async read(tab, { next }, take, wants = () => true) {
      for (const { doc, left, leftAt, gone, cleared } of await db.getAll("documents", allOf(tab))) {
        if (left > cleared && wants(doc))
          take([{ ...describeGap(doc, cleared + 1, left, leftAt), count: gone, tab }]);
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
        if (each.origin !== origin || each.tab === RECORDED) continue;
        const docs = tabs.get(each.tab);
        if (docs) docs.add(each.doc);
        else tabs.set(each.tab, new Set([each.doc]));
      }
      return tabs;
    },

    async clearTab(tab, upTo) {
      await change(async (write) => await clearUpTo(write, tab, upTo));
    },

    async clearedOf(tab) {
      const rows = await db.getAll("documents", allOf(tab));
      return new Map(rows.map(({ doc, cleared }) => [doc, cleared]));
    },

    async forget(tab) {
      await change(async (write) => {
        await stop(write, Date.now(), tab);
        await write.objectStore("batches").delete(allOf(tab));
        await write.objectStore("documents").delete(allOf(tab));
        await write.objectStore("tabs").delete(tab);
      });
    },

    async clear() {
      await change(async (write) => {
        for (const name of STORES) if (name !== "retention") await write.objectStore(name).clear();
      });
    },

    async deleteAll() {
      await change(async (write) => {
        await discard(write);
        const upTo = new Map<number, UpTo>();
        for (const { tab, doc, last } of await write.objectStore("documents").getAll())
          upTo.set(tab, (upTo.get(tab) ?? new Map<string, number>()).set(doc, last));
        for (const [tab, each] of upTo) await clearUpTo(write, tab, each);
      });
    },

    async size() {
      const totals = await db.getAll("tabs");
      const sum = (name: "bytes" | "events") => totals.reduce((all, each) => all + each[name], 0);
      return { bytes: sum("bytes"), events: sum("events") };
    },

    retention: async () => (await db.get("retention", ONLY)) ?? usualRetention,
    async setRetention(retention) {
      await db.put("retention", retention, ONLY);
    },

    recording: async () => await db.get("recording", ONLY),
    async record(tab, now) {
      await change(async (write) => await begin(write, { tab, since: now }));
    },
    async stopRecording(now) {
      await change(async (write) => await stop(write, now));
    },
    discardRecording: async () => await change(discard),

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

async function clearUpTo(write: Write, tab: number, upTo: UpTo): Promise<void> {
  const documents = write.objectStore("documents");
  for (const [doc, seq] of upTo) {
    const taken = (await documents.get([tab, doc])) ?? nothingOf(tab, doc);
    const last = Math.max(taken.last, seq);
    await documents.put({ ...taken, last, cleared: seq, gone: 0 });
  }
  const total = (await write.objectStore("tabs").get(tab)) ?? emptyTotal(tab);
  let batch = await write.objectStore("batches").openCursor(allOf(tab));
  while (batch) {
    const { doc, events } = batch.value;
    if ((events.at(-1)?.seq ?? -1) <= (upTo.get(doc) ?? -1)) await drop(batch, total);
    batch = await batch.continue();
  }
  await write.objectStore("tabs").put(total);
}

async function add(write: Write, total: Total, doc: string, events: CaptureEvent[]) {
  const { tab } = total;
  const documents = write.objectStore("documents");
  const taken = (await documents.get([tab, doc])) ?? nothingOf(tab, doc);
  const fresh = events.filter((event) => event.seq > taken.last);
  const newest = fresh.at(-1);
  if (!newest) return;
  const told = withGaps(fresh, taken.last).map((event) => ({ ...event, tab }));
  const bytes = told.reduce((sum, event) => sum + sizeOf(event), 0);
  await write
    .objectStore("batches")
    .put({ tab, n: total.next, doc, at: newest.at, events: told, bytes });
  const origin = taken.origin ?? originOf(fresh);
  await documents.put({ ...taken, last: newest.seq, ...(origin !== undefined && { origin }) });
  total.next += 1;
  total.newest = Math.max(total.newest, newest.at);
  total.events += told.length;
  total.bytes += bytes;
}

/** Of the document whose beginning is among these; undefined for one without, such as `about:blank`. */
function originOf(events: readonly CaptureEvent[]): string | undefined {
  const start = events.find(({ kind }) => kind === "page.start");
  const origin = start?.kind === "page.start" ? URL.parse(start.url)?.origin : undefined;
  return origin === "null" ? undefined : origin;
}

type BatchCursor = IDBPCursorWithValue<Schema, typeof STORES, "batches", unknown, "readwrite">;

async function drop(batch: BatchCursor, total: Total): Promise<void> {
  const { events, bytes } = batch.value;
  await batch.delete();
  total.events -= events.length;
  total.bytes -= bytes;
}

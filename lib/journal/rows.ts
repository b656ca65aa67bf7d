/** What the journal's database holds. */
import type { DBSchema, IDBPTransaction } from "idb";
import type { CaptureEvent } from "../event.ts";
import type { Retention } from "./retention.ts";

/** Events that were appended together, all of one document. `n` counts per tab, `at` is that of the last one, ms. */
export interface Batch {
  tab: number;
  n: number;
  doc: string;
  at: number;
  events: CaptureEvent[];
  bytes: number;
}

/**
 * Up to which sequence number a document was taken, had to leave again, and was cleared by a person (-1: nothing); `gone` is how
 * many had to leave. `origin` is that of its address, absent where its beginning was not heard.
 */
export interface Taken {
  tab: number;
  doc: string;
  origin?: string;
  last: number;
  left: number;
  leftAt: number;
  gone: number;
  cleared: number;
}

/**
 * Of one tab. Batches before `bare` have lost their bodies, those before `thin` all but what later ones need. `newest` is when its
 * last event was, and nothing behind `thin` is older than `oldest`, ms.
 */
export interface Total {
  tab: number;
  next: number;
  bare: number;
  thin: number;
  newest: number;
  oldest: number;
  events: number;
  bytes: number;
}

/** What a person records: `until` once it was stopped, both ms since the epoch. */
export interface Recording {
  tab: number;
  since: number;
  until?: number;
}

export interface Schema extends DBSchema {
  batches: { key: [number, number]; value: Batch };
  documents: { key: [number, string]; value: Taken };
  tabs: { key: number; value: Total };
  retention: { key: string; value: Retention };
  recording: { key: string; value: Recording };
}

export const STORES = ["batches", "documents", "tabs", "retention", "recording"] as const;
export type Write = IDBPTransaction<Schema, typeof STORES, "readwrite">;

/** The key of the one row of `retention` and of `recording`. */
export const ONLY = "only";

/** A recording that was stopped is kept as a tab of its own, which no tab of a browser is. */
export const RECORDED = -1;

/** All keys of a tab in a store whose keys begin with one: an array is greater than any number and text. */
export const allOf = (tab: number, from = 0) => IDBKeyRange.bound([tab, from], [tab, []]);

export const emptyTotal = (tab: number): Total => ({
  ...{ tab, next: 0, bare: 0, thin: 0, newest: 0, oldest: 0, events: 0, bytes: 0 },
});
export const nothingOf = (tab: number, doc: string): Taken => ({
  ...{ tab, doc, last: -1, left: -1, leftAt: 0, gone: 0, cleared: -1 },
});

import type { EventOf } from "../event.ts";
import type { ActionAnswer } from "./flight.ts";
import type { JobRow } from "./row.ts";

/** Something that was seen: when, in which document, by which event. */
export interface Seen {
  id: string;
  at: number;
  doc: string;
}

/** A frame that carried a row. */
export interface RowFrame extends Seen {
  topic: string;
  operation: string;
  event: string;
  status?: string;
  /** The app's own `_debug`: name and success of the trigger. */
  trigger?: string;
  broadcast?: boolean;
  /** The row's own time, server clock. */
  serverAt?: number;
}

/** One call of a server action that makes a job. */
export interface Action {
  start: EventOf<"fetch.start">;
  end?: EventOf<"fetch.end">;
  fail?: EventOf<"fetch.fail">;
  answer?: ActionAnswer;
}

/** All that is known of one job; grows, never shrinks. */
export interface Facts {
  /** Row id, or before it is known the id of the action's `fetch.start`. */
  key: string;
  first: Seen;
  jobId?: string;
  requestId?: string;
  userId?: string;
  nodeId?: string;
  projectId?: string;
  prompt?: string;
  url?: string;
  error?: string;
  flow: "v1" | "v2" | "unknown";
  action?: Action;
  inserts: RowFrame[];
  updates: RowFrame[];
  /** Answers of the job API that showed a finished row. */
  finished: Seen[];
  /** What each event told of the row, by time: the latest word counts, in whatever order the events came. */
  told: (Seen & { row: Partial<JobRow> })[];
}

/** A join of a topic, as it was sent. */
export interface Join extends Seen {
  socket: number;
  ref: string | null;
  private: boolean;
  role?: string;
}

/** What one document knows of one topic (with its `realtime:` prefix). */
export interface Topic {
  topic: string;
  doc: string;
  joins: Join[];
  bindings: EventOf<"channel.bind">[];
  system: (Seen & { message: string })[];
}

/** One websocket. */
interface Socket {
  vsn: string;
  /** The seconds in which a frame came in (ms since the epoch / 1000, rounded down). */
  heard: Set<number>;
  heartbeats: (Seen & { ref: string | null })[];
  closed?: Seen;
}

/** What one document could see at all. */
export interface Document {
  doc: string;
  tab?: number;
  at: number;
  url: string;
  late: boolean;
  /** Since when each tap was known to see something, ms. */
  attached: Map<string, number>;
  /** Losses of events that the page told of. */
  drops: Seen[];
  sockets: Map<number, Socket>;
}

/** An answer of the project API, with the pictures that it held. */
export interface ProjectAnswer extends Seen {
  startedAt: number;
  status: number;
  urls: Set<string>;
  headers: Record<string, string>;
}

/** Inserts in order of time; logs are nearly sorted, so it looks from the end. Equal ids are one. */
export function insert<T extends { id: string; at: number }>(list: T[], item: T): void {
  let here = list.length;
  while (here > 0 && isAfter(list[here - 1]!, item)) here--;
  if (list[here - 1]?.id === item.id) return;
  list.splice(here, 0, item);
}

/** Order of arrival on one clock; ids decide between events of the same moment. */
export const isAfter = (a: { id: string; at: number }, b: { id: string; at: number }): boolean =>
  a.at === b.at ? a.id > b.id : a.at > b.at;

/** Where in a sorted list the first item at or after `at` is. */
export function indexFrom(list: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of a sorted list at or after `at` that passes. */
export function firstFrom<T extends { at: number }>(
  list: readonly T[],
  at: number,
  passes: (item: T) => boolean,
): T | undefined {
  for (let i = indexFrom(list, at); i < list.length; i++) {
    const item = list[i]!;
    if (passes(item)) return item;
  }
  return undefined;
}

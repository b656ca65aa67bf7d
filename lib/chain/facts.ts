import type { Claims, EventOf } from "../event.ts";
import type { ActionAnswer } from "./flight.ts";
import type { Losses } from "./losses.ts";
import type { JobRow } from "./row.ts";
import type { Seconds } from "./seconds.ts";

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
  /** Bytes or characters on the wire. */
  size: number;
  socket: number;
  status?: string;
  /** `meta.id` of the broadcast: the row in realtime.messages, the same in every tab. */
  message?: string;
  /** The join asked for what had been sent before it: the row was there, and when this came tells nothing of when. */
  replayed?: true;
  /** The table that the change names. */
  table?: string;
  /** A job's row: its result, and whether it says which node it is for. */
  url?: string;
  placed?: boolean;
  /** The names of the row's columns, as they are written. */
  columns?: readonly string[];
  /** The app's own `_debug`: name and success of the trigger; `broadcast` is what it said of the broadcast. */
  trigger?: string;
  broadcast?: boolean;
  /** The row's own time, server clock. */
  serverAt?: number;
  /** Of postgres_changes: what the server could not send ("Error 413: Payload Too Large"). */
  errors?: string;
}

/** Something that arrived on a socket of Realtime and that nobody can read. */
export interface UnreadFrame extends Seen {
  socket: number;
  /** Bytes or characters on the wire. */
  size: number;
  /** With its `realtime:` prefix, where its beginning still says it. */
  topic?: string;
}

/** A picture that a project lost with a frame. `by` is the picture that its node has since; `removed` if the node is gone too. */
export interface Lost extends RowFrame {
  by?: string;
  removed: boolean;
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
  /** What each event told of the row, by time: the latest word counts, in whatever order the events came. */
  told: (Seen & { row: Partial<JobRow> })[];
}

/** A job that only replayed frames tell of was over, or somebody else's, before this page asked. */
export const isPast = ({ action, inserts, updates }: Facts): boolean =>
  action === undefined &&
  inserts.length + updates.length > 0 &&
  [...inserts, ...updates].every(({ replayed }) => replayed);

/** An answer of the job API. */
export interface JobAnswer extends Seen {
  httpStatus: number;
  status?: string;
  /** Somebody pressed the button for it; the app itself knows nothing of it. */
  probed: boolean;
}

/** A join of a topic, as it was sent. */
export interface Join extends Seen {
  socket: number;
  ref: string | null;
  private: boolean;
  self: boolean;
  ack: boolean;
  /** What the token said; absent when the join had none, and the server used the API key. */
  claims?: Claims;
  /** The bindings of postgres_changes that it asked for. */
  changes: { event?: string; schema?: string; table?: string; filter?: string }[];
}

/** A broadcast that the page sent on the socket. */
interface Sent extends Seen {
  socket: number;
  ref: string | null;
  event: string;
}

/** What one document knows of one topic (with its `realtime:` prefix). Every list is sorted by time. */
export interface Topic {
  topic: string;
  doc: string;
  joins: Join[];
  /** Leaves that were sent, and closes that the server sent. */
  ends: (Seen & {
    why: "leave" | "phx_close" | "phx_error";
    ref: string | null;
    socket: number;
  })[];
  bindings: EventOf<"channel.bind">[];
  creates: EventOf<"channel.create">[];
  subscribes: EventOf<"channel.subscribe">[];
  unsubscribes: EventOf<"channel.unsubscribe">[];
  statuses: EventOf<"channel.status">[];
  /** `system` frames; `ok` is their status. */
  system: (Seen & { message: string; ok: boolean; extension: string })[];
  /** Pushes of `access_token`. */
  tokens: (Seen & { claims?: Claims })[];
  /** The last broadcasts that the page sent. At most `FRAMES_KEPT`. */
  sent: Sent[];
  /** The last frames with content: broadcasts and changes. At most `FRAMES_KEPT`. */
  frames: (Seen & { event: string })[];
  presence?: Seen;
  probes: EventOf<"probe.join">[];
}

/** One websocket. */
export interface Socket {
  number: number;
  vsn: string;
  /** Its address, without key. */
  url: string;
  created?: Seen;
  opened?: Seen;
  closed?: Seen & { code: number; reason: string; clean: boolean };
  /** When any frame came in, and when one with content did. */
  heard: Seconds;
  told: Seconds;
  /** The biggest frame with content that came, as `RowFrame.size`. */
  largest: number;
  heartbeats: (Seen & { ref: string | null })[];
}

/** What one document could see at all. Every list is sorted by time. */
export interface Document {
  doc: string;
  tab?: number;
  /** The browser's id of its frame, absent for the top one. */
  frameId?: number;
  at: number;
  url: string;
  late: boolean;
  /** It began before anybody looked at it. */
  prerendered: boolean;
  /** Since when each tap was known to see something, ms. */
  attached: Map<string, number>;
  /** The last that each tap said of a version that it found. */
  versions: Map<string, Seen & { version: string }>;
  /** Losses of events that were told of, by their sequence numbers. */
  drops: (Seen & { from: number; to: number })[];
  /** The same, each number once, without those that came all the same. */
  lost: Losses;
  /** When each event was said, by sequence number: tells from when on something may be missing. */
  times: number[];
  sockets: Map<number, Socket>;
  visibility: EventOf<"page.visibility">[];
  network: EventOf<"page.network">[];
  navigations: EventOf<"page.navigate">[];
  leaves: EventOf<"page.leave">[];
  shows: EventOf<"page.show">[];
  sessions: EventOf<"auth.session">[];
  pins: EventOf<"auth.set">[];
  locks: EventOf<"auth.lock">[];
  faults: EventOf<"tap.error">[];
  errors: (EventOf<"error.throw"> | EventOf<"error.reject">)[];
  refusals: EventOf<"error.csp">[];
  /** The app's own lines, `[REALTIME]` and `[POLLING]`, and what its clients warn of. */
  lines: EventOf<"console.line">[];
  warnings: EventOf<"console.line">[];
  /** Broadcasts that the page sent by HTTP. */
  posts: EventOf<"fetch.start">[];
}

/** An answer of the project API, with the pictures that it held. */
export interface ProjectAnswer extends Seen {
  startedAt: number;
  status: number;
  urls: Set<string>;
  headers: Record<string, string>;
  /** Characters of the body. */
  size: number;
  /** The row's own time, server clock, ms. */
  updatedAt?: number;
  /** The browser took it from its HTTP cache. */
  cached: boolean;
}

/** A write to the project API from this browser: an autosave, for example. `at` is when it was sent. */
export interface Save extends Seen {
  method: string;
  /** The pictures in its body; absent when that is not a whole project, or was not kept whole. */
  urls?: Set<string>;
  end?: EventOf<"fetch.end"> | EventOf<"fetch.fail">;
}

/** The sockets of a document, in the order in which it made them. */
export const socketsOf = ({ sockets }: Document): Socket[] =>
  [...sockets.values()].toSorted((a, b) => a.number - b.number);

/** Inserts in order of time; logs are nearly sorted, so it looks from the end. Equal ids are one. */
export function insert<T extends { id: string; at: number }>(list: T[], item: T): void {
  let here = list.length;
  while (here > 0 && isAfter(list[here - 1]!, item)) here--;
  if (list[here - 1]?.id === item.id) return;
  if (here === list.length) list.push(item);
  else list.splice(here, 0, item);
}

/** Order of arrival on one clock; ids decide between events of the same moment. */
export const isAfter = (a: { id: string; at: number }, b: { id: string; at: number }): boolean =>
  a.at === b.at ? a.id > b.id : a.at > b.at;

/** The same as a comparator. */
export const byTime = (a: { id: string; at: number }, b: { id: string; at: number }): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

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

/** The items of a sorted list from `from` to `until`, both included (ms). */
export function within<T extends { at: number }>(
  list: readonly T[],
  from: number,
  until: number,
): T[] {
  const found: T[] = [];
  for (let i = indexFrom(list, from); i < list.length && list[i]!.at <= until; i++)
    found.push(list[i]!);
  return found;
}

/** The first of a sorted list at or after `at` that passes. */
export function firstFrom<T extends { at: number }>(
  list: readonly T[],
  at: number,
  passes: (item: T) => boolean = () => true,
): T | undefined {
  for (let i = indexFrom(list, at); i < list.length; i++) {
    const item = list[i]!;
    if (passes(item)) return item;
  }
  return undefined;
}

/** The last of a sorted list at or before `at`. */
export const lastUntil = <T extends { at: number }>(
  list: readonly T[],
  at: number,
): T | undefined => {
  let i = indexFrom(list, at);
  while (i < list.length && list[i]!.at <= at) i++;
  return list[i - 1];
};

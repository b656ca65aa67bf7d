/** What a sheet of several tabs holds: jobs x tabs, and for each step that is compared what became of it there. */
import type { Chip } from "../chain/job.ts";
import type { Text } from "../chain/text.ts";

/** The steps that tabs are compared by, in the order of the view. */
export const SHEET_STEPS = ["U9", "U5", "U12", "C7"] as const;
export type SheetStep = (typeof SHEET_STEPS)[number];

/**
 * `hidden`, `disconnected`, `other-user` and `public-join` say why nothing came, or came late. `waiting`: it may still come.
 * `not-due`: the tab was not there, or is not on this project. `unknown`: nothing seen can say.
 */
export type CellKind =
  | "received"
  | "late"
  | "missed"
  | "hidden"
  | "disconnected"
  | "other-user"
  | "public-join"
  | "waiting"
  | "not-due"
  | "unknown";

/** One step of one job in one tab. */
export interface Cell {
  kind: CellKind;
  /** When it was there, ms since the epoch on the tab's own clock. */
  at?: number;
  /** How long after the first tab a person could see it, ms; absent while nobody can. */
  after?: number;
  /** Of a frame that came twice with the same `meta.id`: the second. */
  twice?: string;
  /** `after`, or the moment at which it was due, rests on an estimated offset of two clocks. */
  estimated?: true;
  /** The events that prove it, the first one first. */
  evidence: Chip[];
  why: Text;
}

/** One step of one job in all tabs. */
export interface Strand {
  /** In the order of the sheet's tabs. */
  cells: Cell[];
  /** `meta.id` of the broadcast that the first tab got: the same in every tab. */
  message?: string;
  /** Why tabs differ; absent when they do not. */
  difference?: Text;
}

export interface SheetRow {
  /** The job's id. */
  id: string;
  prompt?: string;
  projectId?: string;
  userId?: string;
  /** Ms since the epoch. */
  startedAt: number;
  steps: Record<SheetStep, Strand>;
}

/** One tab of one log. */
export interface SheetTab {
  /** Unique in its sheet. */
  id: string;
  /** "Tab 1". */
  name: Text;
  /** The browser's id of the tab. */
  tab?: number;
  /** Which log it is from: tabs of one log share a clock. */
  log: string;
  /** The address of its newest page. */
  url: string;
  /** The id of the user who is signed in. */
  user?: string;
  /** Which flow its last job took. */
  flow?: "v1" | "v2";
  /** How it joined the topic of a project last. */
  joined?: "private" | "public";
}

/** How one clock stands to that of the sheet's first log. */
export interface ClockOffset {
  log: string;
  /** Ms that it is ahead; absent when no broadcast was heard on both. */
  ahead?: number;
  /** Half of the spread of what the broadcasts say, ms. */
  spread?: number;
  /** Broadcasts that it is estimated from. */
  broadcasts: number;
}

export interface Sheet {
  /** As of when, ms since the epoch. */
  at: number;
  tabs: SheetTab[];
  /** Newest first. */
  rows: SheetRow[];
  /** Of the logs that are not on the first one's clock. */
  clocks: ClockOffset[];
  /** Offsets were applied because a person asked for it. */
  aligned: boolean;
}

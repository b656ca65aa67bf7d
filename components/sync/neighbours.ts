import type { CaptureEvent } from "../../lib/event.ts";

/** The log of one other tab of the same origin, or of another file. */
export interface NeighbourLog {
  /** The browser's id of the tab. */
  tab?: number;
  /** Of a file: its name. It may hold several tabs, and has a clock of its own. */
  name?: string;
  events: readonly CaptureEvent[];
  /** Of one that was closed: when it was heard last, ms since the epoch. */
  closedAt?: number;
}

/**
 * Gives the logs of the other tabs or files in which pages of an origin were heard, now and whenever they have grown; returns how to stop.
 * Nothing is asked of these pages.
 */
export type FollowNeighbours = (
  origin: string,
  take: (logs: readonly NeighbourLog[]) => void,
) => () => void;

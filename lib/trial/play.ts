/** A scenario played without a fix and with it: a person makes the jobs, this counts them. */
import type { Job } from "../chain/job.ts";
import { isOver, isWithout, sideOf, type Trial } from "./compare.ts";
import type { Diary } from "./diary.ts";

export interface Play {
  /** The fix. */
  id: string;
  /** So many jobs without and so many with it. */
  n: number;
  /** Jobs that began later count: the time of the last event before it was begun, ms since the epoch. */
  from: number;
  tab: number | undefined;
}

export interface Progress {
  /** `stopped`: the fix went off before enough jobs had run with it. */
  stage: "without" | "with" | "done" | "stopped";
  /** Jobs of this stage that are over, and how many run. */
  over: number;
  running: number;
  /** Without it before, and with it. */
  trial: Trial;
}

/** How many jobs a side may have. */
export const SIDE = { min: 1, max: 20, default: 3 } as const;

/** How far a play is at `now` (ms). The fix begins its side by being on: by the panel, or by a person before that. */
export function progressOf(
  { id, n, from, tab }: Play,
  jobs: readonly Job[],
  diary: Diary,
  now: number,
): Progress {
  // Where nobody says which tab something is of, there is one.
  const isHere = (other: number | undefined) =>
    tab === undefined || other === undefined || other === tab;
  const spans = diary.spansOf(id).filter((span) => isHere(span.tab));
  // While the fix that was on before is still on, nothing is without it.
  const begin = Math.max(from, ...spans.filter((span) => span.from < from).map(({ to }) => to));
  const on = spans.find((span) => span.from >= from);
  const within = (start: number, end: number) =>
    jobs.filter((job) => job.startedAt > start && job.startedAt < end && isHere(job.tab));
  const without = within(begin, on?.from ?? Infinity);
  const withIt = on ? within(on.from, on.to) : [];
  const end = on?.to ?? Infinity;
  const sides = {
    before: without.filter((job) => isWithout(job, on?.from ?? Infinity)).slice(0, n),
    with: withIt.filter((job) => isOver(job) && (job.endedAt ?? Infinity) <= end).slice(0, n),
  };
  const current = on ? withIt : without;
  return {
    stage: !on ? "without" : sides.with.length >= n ? "done" : on.to <= now ? "stopped" : "with",
    over: on ? sides.with.length : sides.before.length,
    running: current.filter(({ verdict }) => verdict.kind === "running").length,
    trial: {
      before: sideOf(sides.before, diary, on?.from),
      with: sideOf(sides.with, diary, end),
    },
  };
}

import type { Job, Notice, StepState } from "../chain/job.ts";
import type { Budgets, Profile, StepId } from "../chain/profile.ts";
import type { Language } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";

/** What every format is made of: a log and what follows from it, in one language. */
export interface Report {
  events: readonly CaptureEvent[];
  jobs: readonly Job[];
  notices: readonly Notice[];
  gaps: number;
  profile: Profile;
  /** Those in which the run differed from the profile. */
  budgets: Budgets;
  language: Language;
}

export const stepsOf = ({ create, update }: Job): StepState[] => [...create, ...update];

export interface Hop {
  state: StepState;
  /** The step with a time before it, the job's beginning if there is none. */
  from: StepId | undefined;
  /** ms since the epoch. A step that was seen before the one in front of it has a hop of no length. */
  start: number;
  end: number;
}

/** The hops of a job that have both ends: those that lead to a step with evidence of its own. */
export function hopsOf(job: Job): Hop[] {
  const hops: Hop[] = [];
  let before: { step: StepId | undefined; at: number } = { step: undefined, at: job.startedAt };
  for (const state of stepsOf(job)) {
    const { step, at } = state;
    if (at === undefined) continue;
    const end = Math.max(at, before.at);
    hops.push({ state, from: before.step, start: before.at, end });
    before = { step, at: end };
  }
  return hops;
}

/** When the job was over, or was last heard of, ms. */
export const endOf = (job: Job): number =>
  Math.max(job.startedAt, job.endedAt ?? 0, ...stepsOf(job).map(({ at }) => at ?? 0));

/** Steps of which nothing was seen though it should have been. */
export const isHole = ({ status }: StepState): boolean =>
  status === "missing" || status === "failed" || status === "late";

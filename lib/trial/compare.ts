/** What a fix was good for: the jobs with it against those before it, and what a fault did to the jobs that met it. */
import { switches, switchOf } from "../companion/switches.ts";
import type { Job } from "../chain/job.ts";
import type { Diary, Span } from "./diary.ts";

/** Some jobs, in numbers. */
export interface Side {
  jobs: readonly Job[];
  /** Ms from the click to the visible picture; Infinity is never, undefined without a job. */
  p50: number | undefined;
  p95: number | undefined;
  /** Jobs whose picture never showed. */
  missed: number;
  /** Requests that the fixes made, or had SWR make, in their time. */
  requests: number;
}

/** Jobs before a fix was on, and jobs that began and ended with it. */
export interface Trial {
  before: Side;
  with: Side;
}

export interface Comparison {
  plain: Trial;
  /** The jobs that ran while a fault was on: what they say is said of the fault too. */
  rehearsed: Trial;
  /** Jobs that ran while the fix was switched: they count for neither. */
  across: number;
}

/** So many jobs before a fix are looked at, newest first. */
const MOST_BEFORE = 50;

const FAULTS = switches.filter(({ kind }) => kind === "fault").map(({ id }) => id);

/** A job that is over and was not given up: only such a one says anything. */
export const isOver = ({ verdict }: Job): boolean =>
  verdict.kind !== "running" && verdict.kind !== "cancelled";

/** Ms from the click until the picture was seen; Infinity for never, and for later than `until` (ms since the epoch). */
function timeToVisible({ startedAt, update }: Job, until: number): number {
  const shown = update.find(({ step }) => step === "U12");
  const at = shown?.status === "observed" ? shown.at : undefined;
  return at !== undefined && at <= until ? at - startedAt : Infinity;
}

const isOfTab = (job: Job, span: Span): boolean =>
  span.doc === job.doc || (span.tab !== undefined && span.tab === job.tab);

const endOf = (job: Job): number => job.endedAt ?? Infinity;

const overlaps = (job: Job, span: Span): boolean =>
  isOfTab(job, span) && job.startedAt < span.to && endOf(job) > span.from;

/**
 * Whether a job is one without a fix that went on at `from` (ms): it was over by then, or had been given up for broken before
 * the fix brought its picture after all.
 */
export const isWithout = (job: Job, from: number): boolean =>
  job.startedAt < from &&
  (job.history.some(({ kind }) => kind === "broken") || (isOver(job) && endOf(job) <= from));

/** Whether a fault was on while the job ran. */
const isRehearsed = (job: Job, diary: Diary): boolean =>
  FAULTS.some((id) => diary.spansOf(id).some((span) => overlaps(job, span)));

/** What the jobs of a tab say of a fix; undefined while it was never on. */
export function compareFix(id: string, jobs: readonly Job[], diary: Diary): Comparison | undefined {
  const spans = diary.spansOf(id);
  if (spans.length === 0) return undefined;
  const met = { before: [] as Job[], with: [] as Job[] };
  let across = 0;
  for (const job of jobs) {
    const own = spans.filter((span) => isOfTab(job, span));
    if (own.length === 0) continue;
    if (isWithout(job, own[0]!.from)) met.before.push(job);
    else if (!isOver(job)) continue;
    else if (own.some((span) => span.from <= job.startedAt && endOf(job) <= span.to)) {
      met.with.push(job);
    } else if (own.some((span) => overlaps(job, span))) across += 1;
  }
  const trial = (isOf: (job: Job) => boolean): Trial => ({
    before: sideOf(met.before.filter(isOf).slice(-MOST_BEFORE), diary, spans[0]!.from),
    with: sideOf(met.with.filter(isOf), diary),
  });
  return {
    plain: trial((job) => !isRehearsed(job, diary)),
    rehearsed: trial((job) => isRehearsed(job, diary)),
    across,
  };
}

/** Some jobs, in numbers. What came after `until` (ms since the epoch) has another reason. */
export function sideOf(jobs: readonly Job[], diary: Diary, until = Infinity): Side {
  const times = jobs.map((job) => timeToVisible(job, until)).toSorted((a, b) => a - b);
  return {
    jobs,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    missed: times.filter((ms) => ms === Infinity).length,
    requests: requestsIn(jobs, diary, until),
  };
}

/** Nearest rank of a sorted list. */
const quantile = (sorted: readonly number[], part: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];

/** Jobs may run side by side: a request in the time of two is one. */
function requestsIn(jobs: readonly Job[], diary: Diary, until: number): number {
  const reached = new Map<string, number>();
  let count = 0;
  for (const job of jobs.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const from = Math.max(job.startedAt, reached.get(job.doc) ?? 0);
    const end = Math.min(until, endOf(job));
    if (end <= from) continue;
    count += diary.requestsIn(job.doc, from, end);
    reached.set(job.doc, end);
  }
  return count;
}

/** What became of the jobs that ran while a fault was on. */
export interface Rehearsal {
  jobs: readonly Job[];
  /** How many of them said what the fault was expected to do. */
  expected: number;
  /** How often the fault did something. */
  acts: number;
}

export function rehearsalOf(id: string, jobs: readonly Job[], diary: Diary): Rehearsal {
  const spans = diary.spansOf(id);
  const met = spans.length === 0 ? [] : jobs.filter((job) => meets(job, spans));
  return {
    jobs: met,
    expected: met.filter((job) => isExpected(id, job)).length,
    acts: diary.actCount(id),
  };
}

const meets = (job: Job, spans: readonly Span[]): boolean =>
  isOver(job) && spans.some((span) => overlaps(job, span));

/** Whether a verdict says what a fault was expected to do. */
export function isExpected(id: string, { verdict }: Job): boolean {
  const expects = switchOf(id)?.expects;
  if (!expects) return false;
  if (expects.kind === "complete") return verdict.kind === "complete";
  if (verdict.kind !== "broken" && verdict.kind !== "rescued") return false;
  if (expects.rule !== undefined) return verdict.rule === expects.rule;
  const steps = [verdict.step, ...(verdict.between ?? [])];
  return steps.some((step) => step !== undefined && expects.steps.includes(step));
}

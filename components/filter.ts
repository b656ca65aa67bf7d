import type { Job, StepState, Verdict } from "../lib/chain/job.ts";
import type { StepId } from "../lib/chain/profile.ts";
import { say } from "../lib/chain/text.ts";
import { stepsOf } from "./slot.tsx";
import { fill } from "./words.ts";
import type { Words } from "./words-en.ts";

/** The filters of the bar; each but `all` is a kind of verdict. */
export const FILTERS = ["all", "running", "broken", "rescued", "complete"] as const;
export type Filter = (typeof FILTERS)[number];

/** A job keeps this while it goes from the id of its action to the id of its row. */
export const jobKey = (job: Job): string => `${job.doc}@${job.startedAt}`;

/** How many jobs each filter shows. */
export function countJobs(jobs: readonly Job[]): Record<Filter, number> {
  const counts = { all: jobs.length, running: 0, broken: 0, rescued: 0, complete: 0, cancelled: 0 };
  for (const job of jobs) counts[job.verdict.kind] += 1;
  return counts;
}

export const FLOWS = ["all", "v1", "v2"] as const;

export interface JobFilter {
  filter: Filter;
  search: string;
  /** Only jobs that stopped at this step. */
  hole?: StepId | undefined;
  flow?: (typeof FLOWS)[number] | undefined;
}

/** The jobs to list, newest first. Every word of `search` must occur in what the list knows of a job. */
export function listJobs(
  jobs: readonly Job[],
  { filter, search, hole, flow = "all" }: JobFilter,
): Job[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return jobs
    .filter(
      (job) =>
        (filter === "all" || job.verdict.kind === filter) &&
        (flow === "all" || job.flow === flow) &&
        (hole === undefined || holeOf(job) === hole) &&
        holdsAll(job, words),
    )
    .toReversed();
}

function holdsAll(job: Job, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(job);
  return words.every((word) => text.includes(word));
}

const textOf = (job: Job): string =>
  [
    job.id,
    job.requestId,
    job.prompt,
    job.nodeId,
    job.projectId,
    job.userId,
    job.url,
    job.flow,
    job.verdict.kind,
    job.verdict.step,
    job.verdict.rule,
    say(job.verdict.title, "en"),
    say(job.verdict.title, "pt-BR"),
  ]
    .join(" ")
    .toLowerCase();

/** The step that a verdict is about; of several it may be, the last, where the mark is. */
export const stepOf = ({ step, between }: Verdict): StepId | undefined => step ?? between?.[1];

/** The step at which a job stopped, rescued or not. */
const holeOf = ({ verdict }: Job): StepId | undefined =>
  verdict.kind === "broken" || verdict.kind === "rescued" ? stepOf(verdict) : undefined;

/** The step at which most jobs stopped, when at least two did. */
export function commonHole(jobs: readonly Job[]): { step: StepId; jobs: Job[] } | undefined {
  const holes = new Map<StepId, Job[]>();
  for (const job of jobs) {
    const step = holeOf(job);
    if (!step) continue;
    const found = holes.get(step);
    if (found) found.push(job);
    else holes.set(step, [job]);
  }
  const [most] = [...holes].toSorted((a, b) => b[1].length - a[1].length);
  return most && most[1].length > 1 ? { step: most[0], jobs: most[1] } : undefined;
}

/** The state of the step that the verdict is about. */
export const verdictStep = (job: Job): StepState | undefined =>
  stepsOf(job).find(({ step }) => step === stepOf(job.verdict));

/** The verdict in the list: "stopped U9", or with what is worth saying of a job that came through "complete, R12". */
export function verdictWord(job: Job, words: Words): string {
  const { kind, step, between, rule } = job.verdict;
  if (between && kind === "broken") {
    return fill(words.wordStopped, { step: between.join("–") });
  }
  if (kind === "complete" && rule) return `${words.wordComplete}, ${rule}`;
  if (!step || kind === "complete" || kind === "rescued" || kind === "cancelled") {
    return words[kindWords[kind]];
  }
  const status = verdictStep(job)?.status;
  const word =
    status === "late"
      ? words.wordLate
      : kind === "running"
        ? words.wordWaiting
        : status === "failed"
          ? words.wordFailed
          : words.wordStopped;
  return fill(word, { step });
}

const kindWords = {
  complete: "wordComplete",
  running: "wordRunning",
  broken: "wordBroken",
  rescued: "wordRescued",
  cancelled: "wordCancelled",
} as const satisfies Record<Verdict["kind"], keyof Words>;

import type { Job, Status, StepState } from "../lib/chain/job.ts";
import type { Profile, StepId } from "../lib/chain/profile.ts";
import type { EventIndex } from "./event-index.ts";
import { stepOf } from "./filter.ts";
import { clock, duration } from "./format.ts";
import { fill } from "./words.ts";
import type { Words } from "./words-en.ts";

/** Half of the rail beside a rung: `pale` next to an inferred one, nothing at a break and after it. */
type Rail = "full" | "pale" | "none";

export interface Rung {
  state: StepState;
  up: Rail;
  down: Rail;
  /** What stands under "At", and whether it is an estimate or an explanation, which are dim. */
  at: string;
  dim: boolean;
  hop?: Hop;
}

/** Time since the step before that has one, in ms, and the budget of all hops between the two. */
export interface Hop {
  ms: number;
  /** How much of `ms` the page's own code took; the rest is waiting. */
  work: number;
  budget: number;
  /** `broken` of a step that never came: how long it would have taken is not known. */
  state: "seen" | "waiting" | "late" | "failed" | "broken";
}

const passed: ReadonlySet<Status> = new Set(["observed", "inferred", "late"]);
const reached: ReadonlySet<Status> = new Set([...passed, "waiting"]);

interface RungSources {
  profile: Profile;
  words: Words;
  index: EventIndex;
  /** For the clock of what is waited for: ms since the epoch. */
  now: number;
}

/** The rungs of one chain. Times count from the start of the job. */
export function rungsOf(job: Job, chain: "create" | "update", sources: RungSources): Rung[] {
  const { profile, words, index, now } = sources;
  const states = job[chain];
  let before = chain === "create" ? job.startedAt : (lastAt(job.create) ?? job.startedAt);
  let budget = 0;
  return states.map((state, place) => {
    budget += profile.steps[state.step].budget;
    const first = place === 0 && chain === "create" && state.at !== undefined;
    const hop = first ? undefined : hopOf(state, before, budget, now, index);
    const { at, dim } = atOf(state, job, words, now - before);
    if (state.at !== undefined) {
      before = state.at;
      budget = 0;
    }
    const up = railBetween(states[place - 1], state);
    const down = railBetween(state, states[place + 1]);
    return { state, up, down, at, dim, ...(hop && { hop }) };
  });
}

const lastAt = (states: readonly StepState[]): number | undefined =>
  states.findLast(({ at }) => at !== undefined)?.at;

function railBetween(upper: StepState | undefined, lower: StepState | undefined): Rail {
  if (!upper || !lower || !passed.has(upper.status) || !reached.has(lower.status)) return "none";
  return upper.status === "inferred" || lower.status === "inferred" ? "pale" : "full";
}

function hopOf(
  { status, at, evidence }: StepState,
  before: number,
  budget: number,
  now: number,
  index: EventIndex,
): Hop | undefined {
  if (status === "missing") return { ms: budget, work: 0, budget, state: "broken" };
  if (at === undefined) {
    if (status !== "waiting" && status !== "late") return undefined;
    return { ms: Math.max(0, now - before), work: 0, budget, state: status };
  }
  const ms = Math.max(0, at - before);
  const work = Math.min(ms, workOf(evidence, index));
  return { ms, work, budget, state: status === "failed" ? "failed" : "seen" };
}

/** What handlers and renders took, in ms; nobody measures more from inside a page. */
function workOf(evidence: readonly string[], index: EventIndex): number {
  return evidence.reduce((sum, id) => {
    const event = index.get(id);
    return event?.kind === "handler.run" || event?.kind === "react.commit" ? sum + event.ms : sum;
  }, 0);
}

function atOf(state: StepState, job: Job, words: Words, waited: number) {
  const { status, at, serverAt, from } = state;
  if (at !== undefined) return { at: since(at - job.startedAt), dim: false };
  if (status === "waiting" || status === "late") return { at: clock(waited), dim: false };
  if (status === "missing") return { at: words.nothing, dim: false };
  if (serverAt !== undefined) return { at: `≈ ${since(serverAt - job.startedAt)}`, dim: true };
  if (status === "inferred" && from)
    return { at: fill(words.inferredFrom, { step: from }), dim: true };
  return { at: silent[status] ? words[silent[status]] : "", dim: true };
}

const silent: Partial<Record<Status, keyof Words>> = {
  observed: "observed",
  inferred: "inferred",
  failed: "failed",
  blocked: "notReached",
  unknown: "notVisible",
};

const since = (ms: number): string => (Math.abs(ms) < 0.5 ? "0 ms" : `+${duration(ms)}`);

/** What a chain came to: "7 of 7 in 359 ms", "8 of 12, stopped U9". */
export function chainSum(job: Job, chain: "create" | "update", words: Words, word: string): string {
  const states = job[chain];
  const n = states.filter(({ status }) => passed.has(status)).length;
  const counts = { n, all: states.length };
  const from = chain === "create" ? job.startedAt : lastAt(job.create);
  const to = lastAt(states);
  if (n === states.length && from !== undefined && to !== undefined) {
    return fill(words.sumIn, { ...counts, time: duration(to - from) });
  }
  const here = states.some(({ step }) => step === stepOf(job.verdict));
  return here && word ? fill(words.sumAt, { ...counts, word }) : fill(words.sum, counts);
}

/** The code of a step with the names of this job: "project:7c1e04b2". What is not known yet is "…". */
export function codeOf(step: StepId, job: Job, profile: Profile): string {
  const names: Record<string, string | undefined> = {
    jobTable: profile.jobTable,
    jobTopic: profile.jobTopic,
    projectTopic: profile.projectTopic,
    projectKey: profile.projectKey,
    user: job.userId,
    project: job.projectId,
    request: job.requestId,
  };
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "…");
  return put(put(profile.steps[step].code));
}

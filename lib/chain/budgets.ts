import type { Job, StepState } from "./job.ts";
import { STEPS, type Budgets, type Profile, type StepId } from "./profile.ts";

/** So many healthy times of a hop make a budget. */
const SAMPLES = 20;
/** Only the last so many jobs count: apps change. */
const RECENT = 200;
/** A budget is so many times what 19 of 20 healthy hops took, and within these multiples of the profile's. */
const ROOM = 3;
const LEAST = 0.25;
const MOST = 4;

/**
 * Budgets in ms that the healthy jobs of this app suggest. Steps that nobody here can see share the time of the step that
 * proves them, in the profile's proportions. A hop with fewer than 20 healthy times keeps the profile's budget and is left out.
 */
export function learnBudgets(jobs: readonly Job[], profile: Profile): Budgets {
  const times = new Map<StepId, number[]>();
  for (const job of jobs.filter(isHealthy).slice(-RECENT)) {
    readHops([...job.create, ...job.update], times);
  }
  const budgets: Budgets = {};
  for (const [step, samples] of times) {
    if (samples.length < SAMPLES) continue;
    const usual = samples.toSorted((a, b) => a - b)[Math.floor(samples.length * 0.95)] ?? 0;
    const gap = gapBefore(step, profile);
    const total = gap.reduce((sum, each) => sum + profile.steps[each].budget, 0);
    const share = Math.min(MOST, Math.max(LEAST, (usual * ROOM) / total));
    for (const each of gap) budgets[each] = Math.round(profile.steps[each].budget * share);
  }
  return budgets;
}

const isHealthy = ({ verdict }: Job): boolean =>
  verdict.kind === "complete" && verdict.rule === undefined;

/** The time from one step that reached the browser to the next, ms. */
function readHops(steps: readonly StepState[], times: Map<StepId, number[]>): void {
  let before: number | undefined;
  for (const { step, at, status } of steps) {
    if (status !== "observed" || at === undefined || isServers(step)) continue;
    if (before !== undefined && at >= before) {
      const samples = times.get(step) ?? [];
      times.set(step, samples);
      samples.push(at - before);
    }
    before = at;
  }
}

const SERVERS = new Set<StepId>(["C2", "C3", "C4", "U1", "U2", "U3", "U4", "U7", "U8"]);
const isServers = (step: StepId): boolean => SERVERS.has(step);

/** A step and those before it that only it can prove. */
function gapBefore(step: StepId, profile: Profile): StepId[] {
  const gap = [step];
  const { chain } = profile.steps[step];
  for (let i = STEPS.indexOf(step) - 1; i >= 0; i--) {
    const before = STEPS[i]!;
    if (!isServers(before) || profile.steps[before].chain !== chain) break;
    gap.unshift(before);
  }
  return gap;
}

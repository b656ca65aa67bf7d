import type { Correlator } from "./correlate.ts";
import type { Evidence, Found } from "./evidence.ts";
import type { StepState } from "./job.ts";
import { CREATE_STEPS, STEPS, UPDATE_STEPS, type StepId } from "./profile.ts";
import { findCauses, NO_CAUSES, refute, type Cause, type Causes } from "./rules/catalogue.ts";
import { budgetOf, causesOf, look, type Due, type Sight } from "./sight.ts";
import type { Text } from "./text.ts";
import { whyUnseen } from "./unseen.ts";
import { documentOf } from "./watching.ts";

/**
 * A stretch of steps without evidence whose time is over. `from` is the first of them, `at` the first that this browser would
 * have seen; `since` is when the step before them was seen (ms).
 */
export interface Break {
  from: StepId;
  at: StepId;
  since: number;
  /** When it is given up, ms: what a person does later has not caused it. */
  by: number;
  /** Until when what is seen may still change the cause, ms. */
  until: number;
  kind: "failed" | "missing";
  /** The one that is known, and those that are possible. */
  causes: Causes;
  /** What the evidence itself says of the failure. */
  reason?: Text;
}

/** A step that is being waited for; `due` is when it becomes late, ms. */
export interface Pending {
  step: StepId;
  since: number;
  due: number;
  late: boolean;
}

export interface Ladder {
  create: StepState[];
  update: StepState[];
  breaks: Break[];
  /** The step that is being waited for, and since when. */
  pending?: Pending;
}

/** Which later steps prove a step; the first of them that was seen is named. */
const PROVEN_BY: Partial<Record<StepId, StepId[]>> = {
  C2: ["U3", "U5", "U7", "U9"],
  C3: ["C5"],
  C4: ["C5"],
  U1: ["U3", "U5", "U7", "U9"],
  U2: ["U5", "U7", "U9"],
  U3: ["U5"],
  U4: ["U5"],
  U7: ["U9"],
  U8: ["U9"],
};

/** The statuses of all steps of one job at `now` (ms since the epoch, browser clock). */
export function climb(log: Correlator, evidence: Evidence, now: number): Ladder {
  const ladder: Ladder = { create: [], update: [], breaks: [] };
  const start = evidence.facts.first.at;
  const lone = !evidence.facts.action && evidence.facts.inserts.length === 0;
  const refuted = refute({ log, evidence, doc: evidence.facts.first.doc });
  if (refuted) evidence.refuted = refuted;
  ladder.create = rungs(CREATE_STEPS, evidence);
  ladder.update = rungs(UPDATE_STEPS, evidence);
  if (lone || !evidence.facts.action) settle(ladder.create.slice(0, 1), "unknown");
  if (lone) settle(ladder.create, "unknown");
  else walk(log, evidence, ladder, ladder.create, start, now);
  const unborn = ladder.breaks.some(({ from }) => from === "C1" || from === "C2" || from === "C3");
  if (providerFailed(evidence)) settle(ladder.update, "blocked");
  else if (ladder.pending?.step === "C1") settle(ladder.update, "not-yet");
  else if (unborn && !ladder.update.some(isSeen)) settle(ladder.update, "blocked");
  else walk(log, evidence, ladder, ladder.update, lastAt(ladder.create, start), now);
  for (const rung of [...ladder.create, ...ladder.update]) {
    const why = rung.status === "unknown" ? whyUnseen(log, evidence, rung.step) : undefined;
    if (why !== undefined) rung.note ??= why;
  }
  return ladder;
}

/** The job ended as `failed`: the chain has delivered that, and no picture will follow. */
export const providerFailed = ({ update }: Evidence): boolean => update?.status === "failed";

const isSeen = ({ status }: StepState): boolean => status === "observed" || status === "inferred";

function lastAt(chain: StepState[], otherwise: number): number {
  return Math.max(otherwise, ...chain.flatMap(({ at }) => (at === undefined ? [] : [at])));
}

function settle(some: StepState[], status: StepState["status"]): void {
  for (const rung of some) if (rung.status === "not-yet") rung.status = status;
}

/** Rungs with what has been seen; the others are "not-yet" until `walk` looks at them. */
function rungs(ids: readonly StepId[], { steps, refuted }: Evidence): StepState[] {
  return ids.map((step) => {
    const found = steps.get(step);
    if (refuted?.finding.step === step) return denied(step, found, refuted);
    const from = provenBy(step, steps);
    // What is only a sign gives way to what proves it.
    if (found && !(found.from && from)) return seen(step, found);
    if (from) return { step, status: "inferred", evidence: steps.get(from)?.evidence ?? [], from };
    return { step, status: "not-yet", evidence: [] };
  });
}

const provenBy = (step: StepId, steps: Evidence["steps"]): StepId | undefined =>
  PROVEN_BY[step]?.find((later) => isShown(steps.get(later)));

const isShown = (found: Found | undefined): boolean =>
  found !== undefined && found.failed === undefined;

/** A step that was seen to happen, and shown not to have done its work. */
const denied = (step: StepId, found: Found | undefined, { finding }: Cause): StepState => ({
  step,
  status: "failed",
  evidence: found?.evidence ?? finding.evidence.map(({ event }) => event),
  ...(found && { at: found.at }),
});

function seen(step: StepId, { at, evidence, failed, note, serverAt, from }: Found): StepState {
  const status = failed ? "failed" : from ? "inferred" : "observed";
  const says = failed ?? note;
  return {
    step,
    status,
    at,
    evidence,
    ...(from && { from }),
    ...(says !== undefined && { note: says }),
    ...(serverAt !== undefined && { serverAt }),
  };
}

/** The break at the last of these climbed, which has failed by its own evidence. */
function failure(log: Correlator, evidence: Evidence, climbed: StepState[], since: number): Break {
  const { step, note } = climbed.at(-1)!;
  const refuted = evidence.refuted?.finding.step === step ? evidence.refuted : null;
  const until = since + log.profile.steps[step].budget * 2;
  const doc = documentOf(log, evidence, until);
  const given = { log, evidence, step, from: step, since, until, doc };
  const isOpen = evidence.steps.get(step)?.open ?? false;
  return {
    from: isOpen ? firstUnseen(climbed) : step,
    at: step,
    since,
    by: since,
    until: Math.max(until, refuted?.finding.until ?? -Infinity),
    kind: "failed",
    causes: refuted ? { cause: refuted, candidates: [] } : findCauses(given),
    ...(!refuted && note !== undefined && { reason: note }),
  };
}

/** The first of the steps right before the last that nobody has seen, or the last itself. */
function firstUnseen(climbed: StepState[]): StepId {
  const last = climbed.slice(0, -1).findLastIndex(isSeen);
  return climbed[last + 1]!.step;
}

/** Goes up one chain: every stretch of steps without evidence waits, is late, is missing, or cannot be seen from here. */
function walk(
  log: Correlator,
  evidence: Evidence,
  ladder: Ladder,
  chain: StepState[],
  start: number,
  now: number,
): void {
  let since = start;
  let proven = start;
  let asked = -Infinity;
  let stopped = false;
  for (let i = 0; i < chain.length; i++) {
    const rung = chain[i]!;
    if (rung.status === "failed" && ladder.breaks.length > 0) rung.status = "blocked";
    if (rung.status === "failed") {
      ladder.breaks.push(failure(log, evidence, chain.slice(0, i + 1), since));
      stopped = true;
    }
    if (rung.step === "C1" && isUnanswered(evidence)) {
      const due = since + log.profile.steps.C1.budget;
      const late = now > due;
      rung.status = late ? "late" : "waiting";
      ladder.pending = { step: "C1", since, due, late };
      return;
    }
    if (rung.at !== undefined && !stopped) {
      if (evidence.steps.get(rung.step)?.asked) asked = Math.max(asked, rung.at);
      else proven = Math.max(proven, rung.at);
      if (isDelivery(log, rung)) since = Math.max(since, rung.at);
    }
    if (rung.from) proven = Math.max(proven, evidence.steps.get(rung.from)?.at ?? 0);
    if (rung.status !== "not-yet") continue;
    const next = chain.findIndex((each, k) => k > i && each.status !== "not-yet");
    const gap = chain.slice(i, next < 0 ? undefined : next);
    if (stopped || ladder.breaks.length > 0) settle(gap, "blocked");
    else {
      // Who was asked has told late: the hop after it is at its end, not at its beginning.
      const told = asked - budgetOf(log, gap);
      const due = { since, from: Math.max(since, proven, told) };
      stopped = wait(log, evidence, ladder, gap, due, now, next >= 0);
    }
    i += gap.length - 1;
  }
}

/** A server's step is seen some time after it happened; only what reached the browser was seen as it happened. */
const isDelivery = (log: Correlator, { step }: StepState): boolean =>
  ["browser", "wire"].includes(log.profile.steps[step].where);

const isUnanswered = ({ facts: { action } }: Evidence): boolean =>
  action !== undefined && !action.end && !action.fail;

/** Gives the steps of one gap their status; true when the gap is a break. */
function wait(
  log: Correlator,
  evidence: Evidence,
  ladder: Ladder,
  gap: StepState[],
  { since, from }: Due,
  now: number,
  passed: boolean,
): boolean {
  const first = gap[0]!;
  const sight = sightOf(log, evidence, gap, { since, from }, now);
  if (!sight) {
    settle(gap, "unknown");
    return false;
  }
  const { step, budget, until } = sight;
  const over = now - from - budget;
  const causes = over > 0 ? causesOf(sight, now) : NO_CAUSES;
  const { cause } = causes;
  if (!cause && over <= budget) {
    first.status = over > 0 ? "late" : "waiting";
    ladder.pending ??= { step: first.step, since, due: from + budget, late: over > 0 };
    return false;
  }
  const at = cause?.finding.step ?? step;
  for (const rung of gap) {
    const position = STEPS.indexOf(rung.step) - STEPS.indexOf(at);
    rung.status =
      position < 0 ? "unknown" : position === 0 ? "missing" : passed ? "unknown" : "blocked";
  }
  markCause(ladder, at, cause);
  ladder.breaks.push({
    from: startOf(first.step, evidence),
    at,
    since,
    by: from + 2 * budget,
    until,
    kind: "missing",
    causes,
  });
  return true;
}

/** A page that was left only after the step was late has told the cause; otherwise the one after it is the one that watches. */
function sightOf(
  log: Correlator,
  evidence: Evidence,
  gap: StepState[],
  due: Due,
  now: number,
): Sight | undefined {
  const { from } = due;
  const before = look(log, evidence, gap, due, from);
  const end = from + budgetOf(log, gap);
  if (before && documentOf(log, evidence, end) === before.doc) return before;
  const isLeft = before && documentOf(log, evidence, from + before.budget) !== before.doc;
  const isKnown =
    before && !isLeft && now > from + before.budget && causesOf(before, now).cause !== null;
  return isKnown ? before : look(log, evidence, gap, due, end);
}

/** A job id in the answer is no row yet: until one is seen, the interval begins at C2. */
const startOf = (first: StepId, { steps }: Evidence): StepId =>
  first === "C3" && steps.get("C2")?.from && !provenBy("C2", steps) ? "C2" : first;

/** A rule may move the blame to a step that was seen to run: R06 says that the handler ran and read the wrong field. */
function markCause({ create, update }: Ladder, at: StepId, cause: Cause | null): void {
  const rung = [...create, ...update].find(({ step }) => step === at);
  if (!cause || !rung) return;
  if (isSeen(rung)) rung.status = "failed";
  else rung.status = "missing";
}

import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import { indexFrom } from "../facts.ts";
import { urlKey } from "../names.ts";
import type { StepId } from "../profile.ts";

/** Between which moments (ms, browser clock) the database changed, as far as answers tell. */
export interface Moment {
  from: number;
  until: number;
  /** The events that tell. */
  by: string[];
}

/** When the change that a frame was to tell of was made; undefined where no answer on either side of it was seen. */
export function changedWhen(log: Correlator, evidence: Evidence, step: StepId): Moment | undefined {
  if (step === "C5") return insertedWhen(evidence);
  if (step === "U5") return finishedWhen(log, evidence);
  return step === "U9" ? savedWhen(log, evidence) : undefined;
}

/** The row is inserted while its action runs. */
function insertedWhen({ facts: { action } }: Evidence): Moment | undefined {
  if (!action?.end || !action.answer || !("jobId" in action.answer)) return undefined;
  return { from: action.start.at, until: action.end.at, by: [action.start.id, action.end.id] };
}

function finishedWhen(log: Correlator, { facts }: Evidence): Moment | undefined {
  const answers = log.answersOf(facts).filter(({ status }) => status !== undefined);
  const after = answers.findIndex(({ status }) => status === "completed" || status === "failed");
  return between(answers[after - 1], answers[after]);
}

function savedWhen(log: Correlator, { facts, url }: Evidence): Moment | undefined {
  if (url === undefined) return undefined;
  const after = log.pictures.holders.get(urlKey(url));
  const answers = log.pictures.answers.of(facts.projectId);
  return after && between(answers[indexFrom(answers, after.at) - 1], after);
}

type Answer = { id: string; at: number } | undefined;

const between = (before: Answer, after: Answer): Moment | undefined =>
  before && after && { from: before.at, until: after.at, by: [before.id, after.id] };

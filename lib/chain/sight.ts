import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import type { Document } from "./facts.ts";
import type { StepState } from "./job.ts";
import { AFTERMATH_MS, type StepId } from "./profile.ts";
import { findCause, type Cause } from "./rules/catalogue.ts";

interface Watch {
  log: Correlator;
  document: Document;
  since: number;
  until: number;
}

const attached =
  (tap: string) =>
  ({ document, until }: Watch) =>
    (document.attached.get(tap) ?? Infinity) <= until;
const inTime = ({ document }: Watch) => !document.late;
/** A page that was loaded after a frame was due proves nothing by not having it. */
const allTheTime = ({ document, since }: Watch) => !document.late && document.at <= since;

const attachedAllTheTime = (tap: string) => (watch: Watch) =>
  attached(tap)(watch) && watch.document.at <= watch.since;

/** Events of this time were dropped on the way: what is not there may be among them. */
const hasLost = ({ document: { drops }, since, until }: Watch): boolean =>
  drops.some(({ at }) => at >= since && at <= until);

/** What must be attached in a document for the absence of a step to mean anything. */
const SEEN_BY: Partial<Record<StepId, (watch: Watch) => boolean>> = {
  C5: allTheTime,
  C6: attachedAllTheTime("channel"),
  C7: (watch) =>
    attached("react")(watch) &&
    !watch.log.wasExhausted(watch.document.doc, watch.since, watch.until),
  U5: allTheTime,
  U6: attachedAllTheTime("channel"),
  U9: allTheTime,
  U10: attachedAllTheTime("channel"),
  U11: attachedAllTheTime("swr"),
  U12: inTime,
};

/**
 * When a gap was due. `since` is when something last reached the browser; server steps after that are only known by later
 * evidence, and then their own time is not known: the budgets count `from` that evidence.
 */
export interface Due {
  since: number;
  from: number;
}

/** Where the absence of a gap's steps would show: in which document, at which step, within which time. */
interface Sight {
  log: Correlator;
  evidence: Evidence;
  doc: string;
  step: StepId;
  since: number;
  until: number;
  budget: number;
}

export const budgetOf = (log: Correlator, gap: StepState[]): number =>
  gap.reduce((sum, { step }) => sum + log.profile.steps[step].budget, 0);

/** The sight of a gap from the document that was there at `when` (ms); undefined when that could not see any of its steps. */
export function look(
  log: Correlator,
  evidence: Evidence,
  gap: StepState[],
  { since, from }: Due,
  when: number,
): Sight | undefined {
  const doc = documentOf(log, evidence, when);
  const total = budgetOf(log, gap);
  const watch = { log, document: log.document(doc), since, until: from + 2 * total };
  const here = hasLost(watch) ? -1 : gap.findIndex(({ step }) => SEEN_BY[step]?.(watch) ?? false);
  const seenAt = gap[here];
  if (!seenAt) return undefined;
  const budget = budgetOf(log, gap.slice(0, here + 1));
  const until = from + 2 * budget + AFTERMATH_MS;
  return { log, evidence, doc, step: seenAt.step, since, until, budget };
}

export const causeOf = ({ until, ...sight }: Sight, now: number): Cause | null =>
  findCause({ ...sight, until: Math.min(until, now) });

/** The document that a job is watched in: of its tab the newest that began before `until` (ms). */
export function documentOf(log: Correlator, { facts }: Evidence, until: number): string {
  let { doc } = facts.first;
  let newest = log.documents.get(doc)?.at ?? 0;
  for (const each of log.documents.values()) {
    if (each.at <= newest || each.at < facts.first.at || each.at > until) continue;
    if (log.isOwn(facts, each)) ({ doc, at: newest } = each);
  }
  return doc;
}

import type { TapName } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import type { Evidence } from "./evidence.ts";
import { within, type Document } from "./facts.ts";
import type { StepState } from "./job.ts";
import { AFTERMATH_MS, type StepId } from "./profile.ts";
import { findCauses, type Causes } from "./rules/catalogue.ts";
import { frameOf, isWatched } from "./unseen.ts";
import { documentOf, shownSince } from "./watching.ts";

interface Watch {
  log: Correlator;
  evidence: Evidence;
  job: string | undefined;
  document: Document;
  /** Since when somebody looks at the document, ms; that it was away for a while tells something of the job it began. */
  there: number;
  since: number;
  until: number;
}

const attached =
  (tap: string) =>
  ({ document, until }: Watch) =>
    (document.attached.get(tap) ?? Infinity) <= until;
const inTime = ({ document }: Watch) => !document.late;
/** A page that was loaded after a frame was due proves nothing by not having it. */
const allTheTime = ({ document, there, since }: Watch) => !document.late && there <= since;

const wasExhausted = ({ log, document, since, until }: Watch): boolean =>
  log.screen.wasExhausted(document.doc, since, until);
/** A look that ran out of time is tried again: the last one may be this much later, ms. */
const LOOKS_MS = 2_000;
/** A look that found the job nowhere rendered knows what a walk through a commit had no time for. */
const hasLooked = ({ log, document, job, since, until }: Watch): boolean =>
  within(log.screen.looks.of(job), since, until + LOOKS_MS).some(
    ({ exhausted, hits, doc }) =>
      !exhausted && hits.every(({ where }) => where === "state") && doc === document.doc,
  );

const attachedAllTheTime = (tap: string) => (watch: Watch) =>
  attached(tap)(watch) && watch.there <= watch.since;
/** Of two clients one may hide its channels, and of a page that was here first only the new ones show. */
const handlersShow = (step: StepId) => (watch: Watch) => {
  const frame = frameOf(watch.evidence, step);
  return attachedAllTheTime("channel")(watch) && (!frame || isWatched(watch.log, frame));
};

/** The page had the row from the companion, so that its own was not given to it. */
const isItsOwn = ({ log, job }: Watch): boolean => log.companion.rowSince(job) === Infinity;

/** Taps without which a step leaves no trace. */
const TAPS: Partial<Record<StepId, TapName[]>> = {
  C5: ["socket"],
  C6: ["channel"],
  C7: ["react"],
  U5: ["socket"],
  U6: ["channel"],
  U9: ["socket"],
  U10: ["channel"],
  U11: ["swr", "fetch"],
  U12: ["image"],
};

const isOff = ({ log, document, until }: Watch, step: StepId): boolean =>
  log.pages.isOff(document.doc, TAPS[step] ?? [], until);

/** What must be attached in a document for the absence of a step to mean anything. */
const SEEN_BY: Partial<Record<StepId, (watch: Watch) => boolean>> = {
  C5: allTheTime,
  C6: (watch) => isItsOwn(watch) && handlersShow("C6")(watch),
  C7: (watch) =>
    isItsOwn(watch) && attached("react")(watch) && (!wasExhausted(watch) || hasLooked(watch)),
  U5: allTheTime,
  U6: handlersShow("U6"),
  U9: allTheTime,
  U10: handlersShow("U10"),
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
export interface Sight {
  log: Correlator;
  evidence: Evidence;
  doc: string;
  step: StepId;
  /** The first step of the gap. */
  from: StepId;
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
  const { jobId: job, first: begun } = evidence.facts;
  const document = log.document(doc);
  const there = doc === begun.doc ? document.at : (shownSince(document, when) ?? document.at);
  const watch = { log, evidence, job, document, there, since, until: from + 2 * total };
  // What is not there may be among the events that were lost.
  const isHoled = log.pages.hasLost(doc, evidence.facts.first.at - AFTERMATH_MS, watch.until);
  const here = isHoled
    ? -1
    : gap.findIndex(({ step }) => !isOff(watch, step) && (SEEN_BY[step]?.(watch) ?? false));
  const seenAt = gap[here];
  if (!seenAt) return undefined;
  const budget = budgetOf(log, gap.slice(0, here + 1));
  const until = from + 2 * budget + AFTERMATH_MS;
  const first = gap[0]!.step;
  return { log, evidence, doc, step: seenAt.step, from: first, since, until, budget };
}

export const causesOf = ({ until, ...sight }: Sight, now: number): Causes =>
  findCauses({ ...sight, until: Math.min(until, now) });

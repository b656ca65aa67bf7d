import { collect, type Evidence } from "./evidence.ts";
import type { Correlator } from "./correlate.ts";
import type { Facts } from "./facts.ts";
import type { Candidate, Job, Status, StepState, Verdict } from "./job.ts";
import { climb, providerFailed, type Break, type Ladder, type Pending } from "./ladder.ts";
import { urlKey } from "./names.ts";
import { placeOf } from "./place.ts";
import { rescuerOf } from "./rescue.ts";
import { known } from "./row.ts";
import { remark, type Cause } from "./rules/catalogue.ts";
import { blindTo, explain, rescuers, sentences, splitter } from "./sentences.ts";
import { leftAt, RETURN_MS } from "./watching.ts";
import { STEPS, type StepId } from "./profile.ts";
import { both, clock, compose, type Text } from "./text.ts";

export interface Diagnosis {
  job: Omit<Job, "history">;
  /** What happened after this moment (ms) can change the job only if it names the job itself; Infinity while it runs. */
  horizon: number;
  /** While it runs: nothing but an event of its own changes it before this moment (ms). */
  wake: number;
}

/** One job as it stands at `now` (ms since the epoch, browser clock): a pure function of the log's facts. */
export function diagnose(log: Correlator, facts: Facts, now: number): Diagnosis {
  const evidence = collect(log, facts);
  const ladder = climb(log, evidence, now);
  const verdict = judge(log, evidence, ladder, now);
  const isRunning = verdict.kind === "running";
  const { requestId, prompt, nodeId, projectId, userId } = facts;
  const { tab } = log.document(facts.first.doc);
  const { url } = evidence;
  const end = isRunning ? now : endOf(ladder, facts.first.at);
  const companion = log.companion.switchesIn(facts.first.doc, facts.first.at, end);
  return {
    job: {
      ...known<Partial<Job>>({ requestId, prompt, nodeId, projectId, userId, url, tab }),
      id: facts.jobId ?? facts.key,
      flow: facts.flow,
      doc: facts.first.doc,
      startedAt: facts.first.at,
      ...(!isRunning && { endedAt: end }),
      ...(companion.length > 0 && { companion }),
      create: ladder.create,
      update: ladder.update,
      verdict,
    },
    horizon: isRunning ? Infinity : horizonOf(log, ladder, facts.first.at),
    wake: ladder.pending?.late ? -Infinity : (ladder.pending?.due ?? -Infinity),
  };
}

const all = ({ create, update }: Ladder): StepState[] => [...create, ...update];

function endOf({ create, update, breaks }: Ladder, start: number): number {
  let end = start;
  for (const { at } of create) if (at !== undefined && at > end) end = at;
  for (const { at } of update) if (at !== undefined && at > end) end = at;
  for (const { since } of breaks) if (since > end) end = since;
  return end;
}

/** A provider's failure is final at U5, while U6 may be on its way. */
const horizonOf = (log: Correlator, ladder: Ladder, start: number): number =>
  ladder.breaks.reduce(
    (end, { until, by }) => Math.max(end, until, by + RETURN_MS),
    endOf(ladder, start) + Math.max(2 * log.profile.steps.U6.budget, RETURN_MS),
  );

function judge(log: Correlator, evidence: Evidence, ladder: Ladder, now: number): Verdict {
  const [first] = ladder.breaks;
  const { shown } = evidence;
  if (providerFailed(evidence) && !first) return providersVerdict(evidence);
  const left = shown ? undefined : leftBefore(log, evidence, ladder, now);
  if (left !== undefined && first?.kind !== "failed") return cancelled(left, log, ladder);
  if (ladder.pending && first && isBefore(ladder.pending.step, first.from)) {
    return running(log, ladder.pending);
  }
  if (shown && first && isPassedBy(first) && !evidence.steps.has("U11")) {
    return rescued(log, evidence, ladder, first);
  }
  if (first) return broken(log, evidence, ladder, first);
  if (ladder.pending) return running(log, ladder.pending);
  if (shown && wasReloaded(log, evidence)) return reloaded(log, evidence, ladder);
  if (evidence.steps.has("U12")) return complete(log, evidence, ladder);
  return {
    kind: "running",
    title: sentences.unseen,
    sentence: sentences.unseenText,
    evidence: [],
    candidates: [],
  };
}

/** When the page was left while something was still due. */
function leftBefore(
  log: Correlator,
  evidence: Evidence,
  ladder: Ladder,
  now: number,
): number | undefined {
  const [first] = ladder.breaks;
  const since = first?.since ?? ladder.pending?.since ?? endOf(ladder, evidence.facts.first.at);
  return leftAt(log, evidence, since, first?.by ?? Infinity, now);
}

/** A step that is still waited for may turn out to be the first that failed. */
const isBefore = (step: StepId, other: StepId): boolean =>
  STEPS.indexOf(step) < STEPS.indexOf(other);

/** The image can only have come around a break that lies on its way, and not when it was seen to fail. */
const isPassedBy = ({ at, kind }: Break): boolean => at.startsWith("U") && kind === "missing";

/** The page was loaded again and its first answer had the image: nothing failed, and the chain was not needed. */
const wasReloaded = (log: Correlator, { facts, steps, shown, url }: Evidence): boolean =>
  !steps.has("U11") &&
  shown?.doc !== facts.first.doc &&
  log.pictures.holders.get(url === undefined ? "" : urlKey(url))?.doc === shown?.doc;

const imageShown = both("image shown", "imagem visível");

function reloaded(log: Correlator, { shown }: Evidence, ladder: Ladder): Verdict {
  return {
    kind: "rescued",
    title: sentences.rescued(rescuers.reload),
    sentence: sentences.reloadedText,
    evidence: shown ? [{ event: shown.id, label: imageShown }] : [],
    candidates: [],
    ...blindOf(log, ladder),
  };
}

const UNSETTLED = new Set<Status>(["missing", "late", "waiting", "blocked", "not-yet"]);

/** Nobody looks for these steps any more. */
function quieten(ladder: Ladder): void {
  for (const rung of all(ladder)) if (UNSETTLED.has(rung.status)) rung.status = "unknown";
}

function cancelled(at: number, log: Correlator, ladder: Ladder): Verdict {
  quieten(ladder);
  return {
    kind: "cancelled",
    title: sentences.cancelled,
    sentence: sentences.cancelledText(clock(at)),
    evidence: [],
    candidates: [],
    ...blindOf(log, ladder),
  };
}

function complete(log: Correlator, evidence: Evidence, ladder: Ladder): Verdict {
  const { facts, shown } = evidence;
  const said = remark({ log, evidence, doc: shown?.doc ?? facts.first.doc });
  const ms = (shown?.at ?? endOf(ladder, facts.first.at)) - facts.first.at;
  return {
    kind: "complete",
    ...(said && named(said)),
    title: sentences.complete(ms),
    sentence: said?.finding.sentence ?? sentences.completeText,
    evidence: said?.finding.evidence ?? [],
    candidates: [],
    ...(said?.finding.fix && { fix: said.finding.fix }),
    ...blindOf(log, ladder),
  };
}

function running(log: Correlator, { step, late }: Pending): Verdict {
  const { noun } = log.profile.steps[step];
  return {
    kind: "running",
    step,
    title: late ? sentences.late(step, noun) : sentences.waiting(step, noun),
    sentence: late ? sentences.lateText : sentences.waitingText,
    evidence: [],
    candidates: [],
  };
}

function broken(log: Correlator, evidence: Evidence, ladder: Ladder, found: Break): Verdict {
  const { at, from, kind, causes } = found;
  const { cause, candidates } = causes;
  const { noun } = log.profile.steps[at];
  const exact = cause !== null || from === at;
  const stopped = kind === "failed" ? sentences.failed(at, noun) : sentences.stopped(at, noun);
  const check = cause
    ? cause.finding.check
    : exact
      ? undefined
      : splitter(found, evidence, log.profile);
  const place = exact ? placeOf(log, evidence, at) : undefined;
  return {
    kind: "broken",
    ...(exact ? { step: at } : { between: [from, at] as [StepId, StepId] }),
    ...(cause && named(cause)),
    title: exact ? stopped : sentences.between(from, at),
    sentence: cause?.finding.sentence ?? explain(found, evidence, log.profile),
    ...(cause?.finding.fix && { fix: cause.finding.fix }),
    ...(check && { check }),
    candidates: candidates.map(candidate),
    evidence: cause?.finding.evidence ?? lastEvidence(ladder, at),
    ...(place && { place }),
    ...blindOf(log, ladder),
  };
}

/** Only the rules of the catalogue have an id; the general ones speak without one. */
const named = ({ rule, finding }: Cause) => ({
  ...(isNumbered(rule.id) && { rule: rule.id }),
  confidence: finding.confidence ?? rule.confidence,
});

const isNumbered = (id: string): boolean => /^R\d\d$/.test(id);

const candidate = ({ rule, finding }: Cause): Candidate => ({
  rule: rule.id,
  confidence: finding.confidence ?? rule.confidence,
  title: rule.title,
  sentence: finding.sentence,
  evidence: finding.evidence,
  ...(finding.fix && { fix: finding.fix }),
  ...(finding.check && { check: finding.check }),
});

/** What was seen last before a break, and of the break itself when it failed. */
function lastEvidence(ladder: Ladder, at: StepId): Verdict["evidence"] {
  const rungs = all(ladder);
  const here = rungs.findIndex(({ step }) => step === at);
  const last = rungs
    .slice(0, here + 1)
    .findLast(({ evidence, at: when }) => evidence.length > 0 && when);
  const id = last?.evidence.at(-1);
  if (!last || !id) return [];
  const label =
    last.step === at
      ? both(`seen at ${at}`, `visto em ${at}`)
      : both(`last seen: ${last.step}`, `visto por último: ${last.step}`);
  return [{ event: id, label }];
}

function rescued(log: Correlator, evidence: Evidence, ladder: Ladder, found: Break): Verdict {
  const { title: _, sentence, ...rest } = broken(log, evidence, ladder, found);
  const by = rescuerOf(log, evidence);
  const { noun } = log.profile.steps[found.at];
  const due = evidence.update?.at ?? evidence.facts.first.at;
  const late = (evidence.shown?.at ?? due) - due;
  const text = sentences.rescuedText(by.by, found.at, noun, late);
  return {
    ...rest,
    kind: "rescued",
    title: sentences.rescued(by.by),
    sentence: rest.rule ? compose((word) => `${word(text)} ${word(sentence)}`) : text,
    evidence: [
      ...rest.evidence,
      ...(by.event === undefined ? [] : [{ event: by.event, label: by.by }]),
      ...(evidence.shown ? [{ event: evidence.shown.id, label: imageShown }] : []),
    ],
  };
}

function providersVerdict({ facts, update }: Evidence): Verdict {
  return {
    kind: "broken",
    between: ["U1", "U2"],
    confidence: "proof",
    title: sentences.between("U1", "U2"),
    sentence: sentences.providerFailed(facts.error),
    evidence: update
      ? [{ event: update.id, label: both("frame, status failed", "frame, status failed") }]
      : [],
    candidates: [],
  };
}

function blindOf(log: Correlator, ladder: Ladder): { blind?: Text } {
  const steps: StepId[] = [];
  for (const { step, status } of all(ladder)) {
    if (status !== "unknown" && status !== "inferred") continue;
    const { where } = log.profile.steps[step];
    if (where === "server" || where === "database") steps.push(step);
  }
  return steps.length > 0 ? { blind: blindTo(steps) } : {};
}

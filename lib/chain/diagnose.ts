import type { Correlator } from "./correlate.ts";
import { urlKey } from "./names.ts";
import { collect, type Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { Job, StepState, Verdict } from "./job.ts";
import { climb, providerFailed, type Break, type Ladder } from "./ladder.ts";
import type { StepId } from "./profile.ts";
import { known } from "./row.ts";
import { explain, sentences } from "./sentences.ts";

export interface Diagnosis {
  job: Job;
  /** What happened after this moment (ms) can change the job only if it names the job itself; Infinity while it runs. */
  horizon: number;
}

/** One job as it stands at `now` (ms since the epoch, browser clock): a pure function of the log's facts. */
export function diagnose(log: Correlator, facts: Facts, now: number): Diagnosis {
  const evidence = collect(log, facts);
  const ladder = climb(log, evidence, now);
  const verdict = judge(log, evidence, ladder);
  const isRunning = verdict.kind === "running";
  const job: Job = {
    ...known<Pick<Job, "requestId" | "prompt" | "nodeId" | "projectId" | "userId" | "url" | "tab">>(
      {
        requestId: facts.requestId,
        prompt: facts.prompt,
        nodeId: facts.nodeId,
        projectId: facts.projectId,
        userId: facts.userId,
        url: evidence.url,
        tab: log.document(facts.first.doc).tab,
      },
    ),
    id: facts.jobId ?? facts.key,
    flow: facts.flow,
    doc: facts.first.doc,
    startedAt: facts.first.at,
    ...(!isRunning && { endedAt: endOf(ladder, facts.first.at) }),
    create: ladder.create,
    update: ladder.update,
    verdict,
  };
  return { job, horizon: isRunning ? Infinity : horizonOf(log, ladder, facts.first.at) };
}

const all = ({ create, update }: Ladder): StepState[] => [...create, ...update];

const endOf = (ladder: Ladder, start: number): number =>
  Math.max(
    start,
    ...all(ladder).map(({ at }) => at ?? start),
    ...ladder.breaks.map((b) => b.since),
  );

/** A provider's failure is final at U5, while U6 may be on its way. */
const horizonOf = (log: Correlator, ladder: Ladder, start: number): number =>
  Math.max(
    endOf(ladder, start) + 2 * log.profile.steps.U6.budget,
    ...ladder.breaks.map(({ until }) => until),
  );

function judge(log: Correlator, evidence: Evidence, ladder: Ladder): Verdict {
  const [first] = ladder.breaks;
  const { shown } = evidence;
  if (providerFailed(evidence) && !first) return providersVerdict(evidence);
  if (shown && first && isPassedBy(first.at) && !evidence.steps.has("U11")) {
    return rescued(log, evidence, ladder, first);
  }
  if (first) return broken(log, evidence, ladder, first);
  if (ladder.pending) return running(log, ladder.pending);
  if (shown && wasReloaded(log, evidence)) return reloaded(log, evidence, ladder);
  if (shown) return complete(log, evidence, ladder);
  return { kind: "running", title: sentences.unseen, sentence: sentences.unseenText, evidence: [] };
}

/** The image can only have come around a break that lies on its way. */
const isPassedBy = (step: StepId): boolean => step.startsWith("U");

/** The page was loaded again and its first answer had the image: nothing failed, and the chain was not needed. */
const wasReloaded = (log: Correlator, { facts, steps, shown, url }: Evidence): boolean =>
  !steps.has("U11") &&
  shown?.doc !== facts.first.doc &&
  log.holders.get(url === undefined ? "" : urlKey(url))?.doc === shown?.doc;

function reloaded(log: Correlator, { shown }: Evidence, ladder: Ladder): Verdict {
  return {
    kind: "rescued",
    title: sentences.rescued("a reload"),
    sentence: sentences.reloadedText,
    evidence: shown ? [{ event: shown.id, label: "image shown" }] : [],
    ...blindTo(log, ladder),
  };
}

function complete(log: Correlator, evidence: Evidence, ladder: Ladder): Verdict {
  const { facts, shown, mutate } = evidence;
  const ms = (shown?.at ?? facts.first.at) - facts.first.at;
  const blanks = mutate?.blanks === true;
  return {
    kind: "complete",
    ...(blanks && { rule: "R12", confidence: "proof" as const }),
    title: sentences.complete(ms),
    sentence: blanks ? sentences.flash : sentences.completeText,
    evidence: blanks ? [{ event: mutate.id, label: "mutate, undefined" }] : [],
    ...blindTo(log, ladder),
  };
}

function running(log: Correlator, { step, late }: NonNullable<Ladder["pending"]>): Verdict {
  const { noun } = log.profile.steps[step];
  return {
    kind: "running",
    step,
    title: late ? sentences.late(step, noun) : sentences.waiting(step, noun),
    sentence: late ? sentences.lateText : sentences.waitingText,
    evidence: [],
  };
}

function broken(log: Correlator, evidence: Evidence, ladder: Ladder, found: Break): Verdict {
  const { at, from, kind, cause } = found;
  const { noun } = log.profile.steps[at];
  const exact = cause !== null || from === at;
  const stopped = kind === "failed" ? sentences.failed(at, noun) : sentences.stopped(at, noun);
  return {
    kind: "broken",
    ...(exact ? { step: at } : { between: [from, at] as [StepId, StepId] }),
    ...(cause && named(cause)),
    title: exact ? stopped : sentences.between(from, at),
    sentence: cause?.finding.sentence ?? explain(found, evidence, log.profile),
    ...(cause?.finding.fix && { fix: cause.finding.fix }),
    evidence: cause?.finding.evidence ?? lastEvidence(ladder, at),
    ...blindTo(log, ladder),
  };
}

/** Only the rules of the catalogue have an id; the general ones speak without one. */
const named = ({ rule }: NonNullable<Break["cause"]>) => ({
  ...(/^R\d\d$/.test(rule.id) && { rule: rule.id }),
  confidence: rule.confidence,
});

/** What was seen last before a break, and of the break itself when it failed. */
function lastEvidence(ladder: Ladder, at: StepId): Verdict["evidence"] {
  const rungs = all(ladder);
  const here = rungs.findIndex(({ step }) => step === at);
  const last = rungs
    .slice(0, here + 1)
    .findLast(({ evidence, at: when }) => evidence.length > 0 && when);
  const id = last?.evidence.at(-1);
  return last && id ? [{ event: id, label: `last seen: ${last.step}` }] : [];
}

function rescued(log: Correlator, evidence: Evidence, ladder: Ladder, found: Break): Verdict {
  const { step, rule, confidence, fix, ...rest } = broken(log, evidence, ladder, found);
  const by = rescuerOf(log, evidence);
  const { noun } = log.profile.steps[found.at];
  const due = evidence.update?.at ?? evidence.facts.first.at;
  const late = (evidence.shown?.at ?? due) - due;
  const text = sentences.rescuedText(by, found.at, noun, late);
  return {
    ...rest,
    ...(step && { step }),
    ...(rule && { rule }),
    ...(confidence && { confidence }),
    ...(fix && { fix }),
    kind: "rescued",
    title: sentences.rescued(by),
    sentence: rule ? `${text} ${rest.sentence}` : text,
    evidence: [
      ...rest.evidence,
      ...(evidence.shown ? [{ event: evidence.shown.id, label: "image shown" }] : []),
    ],
  };
}

const RESCUERS: Record<string, string> = {
  focus: "focus revalidation",
  reconnect: "reconnect revalidation",
  mutate: "another mutate",
};

function rescuerOf(log: Correlator, evidence: Evidence): string {
  const { facts, url } = evidence;
  const answer = log.holders.get(url === undefined ? "" : urlKey(url));
  if (!answer) return "another way";
  if (answer.doc !== facts.first.doc) return "a reload";
  const swrKey = log.profile.projectKey.replace("{project}", facts.projectId ?? "");
  const asked = log.requests
    .of(swrKey)
    .findLast(
      ({ doc, at, kind }) =>
        kind === "cache.fetch" && doc === answer.doc && at <= answer.startedAt + 5,
    );
  const cause = asked?.kind === "cache.fetch" ? asked.cause : undefined;
  return (cause && RESCUERS[cause]) ?? "another request";
}

function providersVerdict({ facts, update }: Evidence): Verdict {
  return {
    kind: "broken",

    between: ["U1", "U2"],
    confidence: "proof",
    title: sentences.between("U1", "U2"),
    sentence: sentences.providerFailed(facts.error),
    evidence: update ? [{ event: update.id, label: "frame, status failed" }] : [],
  };
}

function blindTo(log: Correlator, ladder: Ladder): { blind?: string } {
  const steps = all(ladder)
    .filter(({ status }) => status === "unknown" || status === "inferred")
    .filter(({ step }) => ["server", "database"].includes(log.profile.steps[step].where))
    .map(({ step }) => step);
  return steps.length > 0 ? { blind: sentences.blind(steps) } : {};
}

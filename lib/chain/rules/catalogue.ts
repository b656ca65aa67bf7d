import { byTime, lastUntil } from "../facts.ts";
import { prefixOf, topicName } from "../names.ts";
import type { StepId } from "../profile.ts";
import { order } from "./order.ts";
import type { Case, Finding, Refutation, Rule, Story } from "./rule.ts";

export interface Cause {
  rule: Rule;
  finding: Finding;
}

/** What rules say of one step: the cause when it is known, and what else would explain it. */
export interface Causes {
  cause: Cause | null;
  candidates: Cause[];
}

export const NO_CAUSES: Causes = { cause: null, candidates: [] };

const confidenceOf = ({ rule, finding }: Cause) => finding.confidence ?? rule.confidence;

/** The rules that may explain each step, in their order. */
const finders = new Map<StepId, Rule[]>();
for (const rule of order) {
  for (const step of rule.find ? rule.steps : [])
    finders.set(step, [...(finders.get(step) ?? []), rule]);
}
const refuters = order.filter((rule) => rule.refute);
const remarkers = order.filter((rule) => rule.remark);

/**
 * Why a step failed or has not come. The first rule with proof wins, then the first with a strong sign; other strong ones and
 * all hypotheses are candidates, since nothing seen here tells them apart. The topic's standing is asked for in the time from
 * `since`, when the step before it was seen, to `until` (ms).
 */
export function findCauses(given: Omit<Case, "topic" | "standing">): Causes {
  const topic = topicOf(given);
  const standing = topic && standingOf(given, `realtime:${topic}`);
  const about = { ...given, ...(topic && { topic }), ...(standing && { standing }) };
  const found: Cause[] = [];
  for (const rule of finders.get(given.step) ?? []) {
    const finding = rule.find?.(about);
    if (!finding) continue;
    const cause = { rule, finding };
    if (confidenceOf(cause) === "proof") return { cause, candidates: [] };
    found.push(cause);
  }
  const cause = found.find((each) => confidenceOf(each) === "strong") ?? null;
  return { cause, candidates: found.filter((each) => each !== cause) };
}

/** How a topic stood; undefined when its join may be among the events that were lost. */
function standingOf({ log, doc, since, until }: Omit<Case, "topic" | "standing">, topic: string) {
  const standing = log.topics.during(doc, topic, since, until);
  return standing.state === "never" && log.pages.hasLost(doc, 0, until) ? undefined : standing;
}

export interface Refuted extends Cause {
  finding: Refutation;
}

/** The rule that shows that a step only seems to have happened, if there is one. */
export function refute(story: Story): Refuted | null {
  for (const rule of refuters) {
    const finding = rule.refute?.(story);
    if (finding) return { rule, finding };
  }
  return null;
}

/** What is worth saying of a job that came through. */
export function remark(story: Story): Cause | null {
  for (const rule of remarkers) {
    const finding = rule.remark?.(story);
    if (finding) return { rule, finding };
  }
  return null;
}

/** The topic that carries a frame, with the ids that are known; of jobs also the one that the tab joined last. */
function topicOf({ log, evidence: { facts }, step, doc, until }: Omit<Case, "topic" | "standing">) {
  const { jobTopic, projectTopic } = log.profile;
  if (step === "U9") {
    return facts.projectId && projectTopic.replace("{project}", facts.projectId);
  }
  if (step !== "C5" && step !== "U5") return undefined;
  if (facts.userId) return jobTopic.replace("{user}", facts.userId);
  const prefix = `realtime:${prefixOf(jobTopic)}`;
  // Who signs out and in again as another user has joined the topics of both.
  const [last] = log.topics
    .ofDocument(doc)
    .filter(({ topic }) => topic.startsWith(prefix))
    .flatMap(({ topic, joins }) => {
      const join = lastUntil(joins, until);
      return join ? [{ topic, id: join.id, at: join.at }] : [];
    })
    .toSorted((a, b) => byTime(b, a));
  return last ? topicName(last.topic) : jobTopic;
}

import { prefixOf } from "../names.ts";
import { apiError } from "./api-error.ts";
import { r01 } from "./r01.ts";
import { r02 } from "./r02.ts";
import { r04 } from "./r04.ts";
import { r05 } from "./r05.ts";
import { r06 } from "./r06.ts";
import { r07 } from "./r07.ts";
import { r08 } from "./r08.ts";
import { r09 } from "./r09.ts";
import { r10 } from "./r10.ts";
import { r13 } from "./r13.ts";
import { r46 } from "./r46.ts";
import { r56 } from "./r56.ts";
import { r62 } from "./r62.ts";
import { r67 } from "./r67.ts";
import { r69 } from "./r69.ts";
import { refused } from "./refused.ts";
import type { Case, Finding, Rule } from "./rule.ts";

/** Proof before strong, the particular before the general. */
const rules: Rule[] = [
  r46,
  r02,
  refused,
  r04,
  r56,
  r62,
  r05,
  r06,
  r01,
  r07,
  r08,
  r09,
  r10,
  apiError,
  r13,
  r67,
  r69,
];

export interface Cause {
  rule: Rule;
  finding: Finding;
}

/**
 * The first rule that knows the cause of a step that failed or has not come. The topic's standing is asked for in the
 * time from `since`, when the step before it was seen, to `until` (ms).
 */
export function findCause(given: Omit<Case, "topic" | "standing">): Cause | null {
  const topic = topicOf(given);
  const standing =
    topic && given.log.topics.during(given.doc, `realtime:${topic}`, given.since, given.until);
  const about = { ...given, ...(topic && { topic }), ...(standing && { standing }) };
  for (const rule of rules) {
    if (!rule.steps.includes(given.step)) continue;
    const finding = rule.find(about);
    if (finding) return { rule, finding };
  }
  return null;
}

/** The topic that carries a frame, with the ids that are known; of jobs also the one that the tab joined. */
function topicOf({ log, evidence: { facts }, step, doc }: Omit<Case, "topic" | "standing">) {
  const { jobTopic, projectTopic } = log.profile;
  if (step === "U9") {
    return facts.projectId && projectTopic.replace("{project}", facts.projectId);
  }
  if (step !== "C5" && step !== "U5") return undefined;
  if (facts.userId) return jobTopic.replace("{user}", facts.userId);
  const prefix = `realtime:${prefixOf(jobTopic)}`;
  const joined = log.topics.ofDocument(doc).find((each) => each.topic.startsWith(prefix));
  return joined?.topic.replace(/^realtime:/, "") ?? jobTopic;
}

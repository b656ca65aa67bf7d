import type { Correlator } from "../correlate.ts";
import { byTime, type Join, type Seen } from "../facts.ts";
import { topicName } from "../names.ts";
import type { Case } from "./rule.ts";

/** A join that the server refused. */
export interface Refusal {
  /** Without `realtime:`. */
  topic: string;
  join: Join;
  reply: Seen;
  reason: string;
}

/**
 * The last refusal of the case's topic whose reason begins with one of `codes`. A client that is refused asks again and again,
 * so a join that waits for its answer does not end one.
 */
export function refusal(
  { log, doc, topic, until, standing }: Case,
  ...codes: string[]
): Refusal | undefined {
  if (topic === undefined || standing?.state === "joined" || standing?.state === "never")
    return undefined;
  const { joins } = log.topics.get(doc, `realtime:${topic}`);
  for (let i = joins.length - 1; i >= 0; i--) {
    const join = joins[i]!;
    const reply = log.topics.replyTo(doc, join.socket, join.ref);
    if (!reply || reply.at > until) continue;
    const { ok, reason = "" } = reply;
    const isMeant = !ok && codes.some((code) => reason.startsWith(code));
    return isMeant ? { topic, join, reply, reason } : undefined;
  }
  return undefined;
}

/** So many of a topic's last joins are looked at: a client that is refused tries again and again. */
const RECENT = 3;

/** The topics of a document whose joins were refused of late with a reason that begins like this: one refusal each, the oldest first. */
export function refusalsOf(log: Correlator, doc: string, prefix: string): Refusal[] {
  const found = log.topics.ofDocument(doc).flatMap(({ topic, joins }): Refusal[] => {
    for (const join of joins.slice(-RECENT)) {
      const reply = log.topics.replyTo(doc, join.socket, join.ref);
      if (reply && !reply.ok && reply.reason?.startsWith(prefix))
        return [{ topic: topicName(topic), join, reply, reason: reply.reason }];
    }
    return [];
  });
  return found.toSorted((a, b) => byTime(a.reply, b.reply));
}

/** The topics that a document was joined to at `when` (ms), without `realtime:`. */
export const joinedAt = (log: Correlator, doc: string, when: number): string[] =>
  log.topics
    .ofDocument(doc)
    .filter(({ topic }) => log.topics.standing(doc, topic, when).state === "joined")
    .map(({ topic }) => topicName(topic))
    .toSorted();

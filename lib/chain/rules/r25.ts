import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import { byTime, indexFrom, within, type Seen, type Topic } from "../facts.ts";
import { topicName } from "../names.ts";
import { both, compose, type Text } from "../text.ts";
import { clientOf, UPGRADE } from "./client.ts";
import type { Rule } from "./rule.ts";

/** The status comes right after what causes it, ms. */
const BEFORE_MS = 1_000;
/** So many joins before it may be what it is about. */
const RECENT = 3;

interface Reason extends Seen {
  text: Text;
}

/** Older clients say CHANNEL_ERROR and keep the reason to themselves; the wire has it. */
export const r25: Rule = {
  id: "R25",
  title: both("CHANNEL_ERROR without reason", "CHANNEL_ERROR sem motivo"),
  steps: [],
  confidence: "proof",
  source: "realtime-js #250, realtime #1414, legend-state #362, supabase-js PR #2294",
  notice: (log, doc) =>
    log.topics.all(doc).flatMap((facts) => {
      const mute = facts.statuses.findLast(
        ({ status, error }) => status === "CHANNEL_ERROR" && !error,
      );
      const reason = mute && reasonOf(log, facts, mute);
      if (!reason) return [];
      const topic = topicName(facts.topic);
      const client = clientOf(log.document(doc));
      return [
        {
          subject: topic,
          at: mute.at,
          sentence: compose((word, language) =>
            language === "en"
              ? `${topic} reported CHANNEL_ERROR, and ${client} does not say why. The websocket does: ${word(reason.text)}.`
              : `${topic} informou CHANNEL_ERROR, e o ${client} não diz por quê. O websocket diz: ${word(reason.text)}.`,
          ),
          evidence: [
            { event: reason.id, label: reason.text },
            { event: mute.id, label: "CHANNEL_ERROR" },
          ],
          fix: UPGRADE,
        },
      ];
    }),
};

/** The last thing on the wire before a status that explains it. */
function reasonOf(
  log: Correlator,
  { topic, joins, ends, system }: Topic,
  { at, doc }: EventOf<"channel.status">,
): Reason | undefined {
  const reasons: Reason[] = [];
  for (const end of within(ends, at - BEFORE_MS, at))
    if (end.why === "phx_error")
      reasons.push({
        ...end,
        text: both(
          "the channel crashed on the server (phx_error)",
          "o channel caiu no servidor (phx_error)",
        ),
      });
  for (const each of within(system, at - BEFORE_MS, at))
    if (!each.ok) reasons.push({ ...each, text: `“${each.message}”` });
  const asked = indexFrom(joins, at + 1);
  for (const join of joins.slice(Math.max(0, asked - RECENT), asked)) {
    const reply = log.topics.replyTo(doc, join.socket, join.ref);
    if (reply && !reply.ok) reasons.push({ ...reply, text: `“${reply.reason ?? topic}”` });
  }
  for (const { closed } of log.document(doc).sockets.values()) {
    if (!closed) continue;
    const code = `${closed.code}${closed.reason ? ` ${closed.reason}` : ""}`;
    reasons.push({
      ...closed,
      text: both(`the socket closed with ${code}`, `o socket fechou com ${code}`),
    });
  }
  return reasons
    .filter((seen) => seen.at <= at && seen.at >= at - BEFORE_MS)
    .toSorted(byTime)
    .at(-1);
}

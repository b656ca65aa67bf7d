import { within, type Topic } from "../facts.ts";
import { topicName } from "../names.ts";
import { both } from "../text.ts";
import { clientOf, UPGRADE } from "./client.ts";
import type { Rule } from "./rule.ts";

/** One call sends its phx_leave at once. */
const SAME_CALL_MS = 50;

/** Old versions of realtime-js compared channels wrongly when they removed one. */
export const r45: Rule = {
  id: "R45",
  title: both("removeChannel removed too much", "removeChannel removeu demais"),
  confidence: "proof",
  steps: [],
  source: "supabase-js #1612, realtime-js PR #489",
  notice(log, doc) {
    const topics = log.topics.all(doc);
    return topics.flatMap(({ topic, unsubscribes, ends }) =>
      unsubscribes.flatMap((call) => {
        if (!leaveNear(ends, call.at)) return [];
        const others = topics.flatMap((other) => {
          const leave = leaveNear(other.ends, call.at);
          const isMeant =
            near(other.unsubscribes, call.at).length > 0 || near(other.joins, call.at).length > 0;
          return other.topic !== topic && leave && !isMeant ? [{ ...other, leave }] : [];
        });
        // Whether the app removed the others itself may be among what was lost.
        const [from, until] = [call.at - SAME_CALL_MS, call.at + SAME_CALL_MS];
        if (others.length === 0 || !log.pages.hasSeenAll(doc, "channel", from, until)) return [];
        const name = topicName(topic);
        const gone = others.map((other) => topicName(other.topic)).join(", ");
        const client = clientOf(log.document(doc));
        return [
          {
            subject: call.id,
            at: call.at,
            sentence: both(
              `Only ${name} was removed, and ${client} left ${gone} in the same moment. Nothing of those arrives any more.`,
              `Só ${name} foi removido, e o ${client} saiu de ${gone} no mesmo instante. Nada desses chega mais.`,
            ),
            evidence: [
              { event: call.id, label: both(`remove ${name}`, `remoção de ${name}`) },
              ...others.map(({ leave }) => ({ event: leave.id, label: "phx_leave" })),
            ],
            fix: UPGRADE,
          },
        ];
      }),
    );
  },
};

const near = <T extends { at: number }>(list: readonly T[], at: number): T[] =>
  within(list, at - SAME_CALL_MS, at + SAME_CALL_MS);

const leaveNear = (ends: Topic["ends"], at: number) =>
  near(ends, at).find(({ why }) => why === "leave");

import { topicName } from "../names.ts";
import { both, duration } from "../text.ts";
import type { Rule } from "./rule.ts";

/** React mounts, unmounts and mounts within so long, ms. */
const MOUNT_MS = 150;

/** In development StrictMode runs every effect twice: join, leave, join, once. */
export const r27: Rule = {
  id: "R27",
  title: both("StrictMode ran the effect twice", "StrictMode rodou o efeito duas vezes"),
  steps: [],
  confidence: "proof",
  source: "realtime-js #169, PR #192, supabase #7799",
  notice: (log, doc) =>
    log.topics.ofDocument(doc).flatMap(({ topic: wire, joins, ends }) => {
      const [first, second] = joins;
      const leaves = ends.filter(({ why }) => why === "leave");
      const [leave] = leaves;
      if (!first || !second || !leave || joins.length > 2 || leaves.length > 1) return [];
      const apart = second.at - first.at;
      if (apart > MOUNT_MS || leave.at < first.at || leave.at > second.at) return [];
      const topic = topicName(wire);
      return [
        {
          subject: topic,
          at: first.at,
          level: "information" as const,
          sentence: both(
            `${topic} was joined, left and joined again within ${duration(apart)}, once. React's StrictMode does that in development; the first CLOSED is expected and nothing is lost.`,
            `${topic} foi aberto, fechado e aberto de novo em ${duration(apart)}, uma vez. O StrictMode do React faz isso em desenvolvimento; o primeiro CLOSED é esperado e nada se perde.`,
          ),
          evidence: [
            { event: first.id, label: "join" },
            { event: leave.id, label: both("leave", "saída") },
            { event: second.id, label: "join" },
          ],
        },
      ];
    }),
};

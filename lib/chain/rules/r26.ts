import { firstFrom } from "../facts.ts";
import { topicName } from "../names.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** What a status handler does at once comes so soon, ms. */
const AT_ONCE_MS = 100;
const TIMES = 3;

/** A status handler that makes a new channel on CLOSED closes that too when it removes the old one. */
export const r26: Rule = {
  id: "R26",
  title: both("CLOSED loop", "Laço de CLOSED"),
  steps: [],
  confidence: "proof",
  source: "tokens-studio/figma-plugin PR #1646, realtime #1414, #1514",
  notice: (log, doc) =>
    log.topics.all(doc).flatMap(({ topic: wire, statuses, creates }) => {
      if (creates.length < TIMES) return [];
      const again = statuses.filter(
        ({ status, at }) =>
          status === "CLOSED" &&
          firstFrom(creates, at, (each) => each.at <= at + AT_ONCE_MS) !== undefined,
      );
      const [first] = again;
      if (!first || again.length < TIMES) return [];
      const topic = topicName(wire);
      const n = again.length;
      return [
        {
          subject: topic,
          at: first.at,
          sentence: both(
            `A new channel for ${topic} was made right after CLOSED, ${n} times. Removing the old channel says CLOSED again, so the status handler calls itself for ever.`,
            `Um novo channel para ${topic} foi criado logo depois de CLOSED, ${n} vezes. Remover o channel antigo diz CLOSED de novo, então o handler de status se chama para sempre.`,
          ),
          evidence: again.slice(0, TIMES).map(({ id }) => ({ event: id, label: "CLOSED" })),
          fix: {
            title: both("the status handler", "o handler de status"),
            lines: [
              { mark: "-" as const, text: 'if (status !== "SUBSCRIBED") resubscribe();' },
              {
                mark: "+" as const,
                text: 'if (status === "CHANNEL_ERROR" || status === "TIMED_OUT") resubscribe();',
              },
            ],
          },
        },
      ];
    }),
};

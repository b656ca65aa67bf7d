import { topicName } from "../names.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** Why the server closes a channel comes only to bindings of `system`; the status callback gets CLOSED. */
export const r57: Rule = {
  id: "R57",
  title: both("System errors nobody listens to", "Erros de system que ninguém escuta"),
  confidence: "proof",
  steps: [],
  source: "supabase realtime-js, RealtimeChannel REALTIME_LISTEN_TYPES.SYSTEM",
  notice(log, doc) {
    const page = log.document(doc);
    // Without the tap of channels from the start, nobody knows what the app listens to.
    if (page.late || !page.attached.has("channel")) return [];
    return log.topics.all(doc).flatMap(({ topic, system, bindings }) => {
      const said = system.findLast(({ ok }) => !ok);
      if (!said || bindings.some(({ binding }) => binding.type === "system")) return [];
      if (!log.pages.hasSeenAll(doc, "channel", 0, said.at)) return [];
      const name = topicName(topic);
      return [
        {
          subject: topic,
          at: said.at,
          sentence: both(
            `The server told this page what is wrong with ${name}: “${said.message}” The app has no listener for system messages, so nobody reads it.`,
            `O servidor disse a esta página o que há de errado com ${name}: “${said.message}” O app não tem listener para mensagens de system, então ninguém lê.`,
          ),
          evidence: [{ event: said.id, label: both("system: error", "system: erro") }],
          fix: {
            title: both(`topic ${name}`, `tópico ${name}`),
            lines: [
              {
                mark: "+" as const,
                text: `.on("system", {}, ({ status, message }) => status === "error" && report(message))`,
              },
            ],
          },
        },
      ];
    });
  },
};

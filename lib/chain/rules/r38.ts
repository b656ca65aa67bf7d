import { topicName } from "../names.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** `self` is false unless asked for: only the sender's own handlers are left out. */
export const r38: Rule = {
  id: "R38",
  title: both("Own broadcast not received", "O próprio broadcast não volta"),
  confidence: "proof",
  steps: [],
  source: "supabase #20086",
  notice: (log, doc) =>
    log.topics.ofDocument(doc).flatMap(({ topic, joins, sent, bindings }) => {
      const own = sent.find(({ at, event }) => {
        const join = joins.findLast((each) => each.at <= at);
        return join && !join.self && bindings.some(({ binding }) => isFor(binding, event));
      });
      if (!own) return [];
      const name = topicName(topic);
      return [
        {
          subject: topic,
          at: own.at,
          level: "information" as const,
          sentence: both(
            `This page sends ${own.event} on ${name} and listens to it. A client does not get its own broadcasts back; only what the database broadcasts comes back to it.`,
            `Esta página envia ${own.event} em ${name} e também o escuta. Um client não recebe de volta os próprios broadcasts; só os do banco voltam para ele.`,
          ),
          evidence: [{ event: own.id, label: both("sent, self: false", "enviado, self: false") }],
          fix: {
            title: both(`topic ${name}, if the echo is wanted`, `tópico ${name}, se quiser o eco`),
            lines: [
              {
                mark: "+" as const,
                text: `.channel(${JSON.stringify(name)}, { config: { broadcast: { self: true } } })`,
              },
            ],
          },
        },
      ];
    }),
};

/** A binding of every event is one for what others send; only one of this very event waits for it. */
const isFor = (binding: { type: string; event?: string }, event: string): boolean =>
  binding.type === "broadcast" && binding.event?.toLowerCase() === event.toLowerCase();

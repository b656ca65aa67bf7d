import type { Correlator } from "../correlate.ts";
import { indexFrom } from "../facts.ts";
import { topicName } from "../names.ts";
import { sqlText } from "../quote.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** realtime-js gives up on an ack after this time. */
const ACK_MS = 10_000;

export const r35: Rule = {
  id: "R35",
  title: both("Private send refused silently", "Envio privado recusado em silêncio"),
  confidence: "strong",
  steps: [],
  source: "supabase realtime, broadcast_handler.ex; docs messages-not-arriving",
  notice: (log, doc) =>
    log.topics.ofDocument(doc).flatMap(({ topic, joins, sent }) => {
      const lost = sent.findLast(({ at, socket, ref }) => {
        const join = joins.findLast((each) => each.at <= at && each.socket === socket);
        const isOk = join && log.topics.replyTo(doc, socket, join.ref)?.ok;
        const isWaiting = log.topics.replyTo(doc, socket, ref) === undefined;
        return join?.private && join.ack && isOk && isWaiting && isAliveAfter(log, doc, socket, at);
      });
      if (!lost || log.pages.hasLost(doc, lost.at, Infinity)) return [];
      const name = topicName(topic);
      return [
        {
          subject: topic,
          at: lost.at,
          sentence: both(
            `The broadcast ${lost.event} on ${name} was never acknowledged, on a living socket. The server ignores private broadcasts without an insert policy and says nothing.`,
            `O broadcast ${lost.event} em ${name} nunca foi confirmado, com o socket vivo. O servidor ignora broadcasts privados sem uma policy de insert e não diz nada.`,
          ),
          evidence: [{ event: lost.id, label: both("sent, no ack", "enviado, sem ack") }],
          fix: {
            title: "SQL editor",
            lines: [
              { mark: "+" as const, text: `create policy "send" on realtime.messages` },
              { mark: "+" as const, text: "  for insert to authenticated" },
              { mark: "+" as const, text: `  with check (realtime.topic() = ${sqlText(name)});` },
            ],
          },
        },
      ];
    }),
};

/** A client sends its next heartbeat only when the one before was answered. */
function isAliveAfter(log: Correlator, doc: string, number: number, when: number): boolean {
  const sent = log.document(doc).sockets.get(number)?.heartbeats ?? [];
  const [first, ...more] = sent.slice(indexFrom(sent, when));
  return first !== undefined && more.some(({ at }) => at >= when + ACK_MS);
}

import { topicName } from "../names.ts";
import { both, clock } from "../text.ts";
import { FRAMES, type Finding, type Rule } from "./rule.ts";

const isLimit = (message: string): boolean => /too many messages per second/i.test(message);

/** Over the rate of the tenant every channel that receives is told so and closed. */
export const r33: Rule = {
  id: "R33",
  title: both("Too many messages", "Mensagens demais"),
  steps: FRAMES,
  confidence: "proof",
  source: "supabase PR #9809",
  find({ topic = "", standing, log, doc }) {
    if (standing?.state !== "ended" || standing.why !== "phx_close") return null;
    const { join, end } = standing;
    const said = log.topics
      .get(doc, `realtime:${topic}`)
      .system.findLast(
        ({ at, ok, message }) => !ok && at >= join.at && at <= end.at && isLimit(message),
      );
    if (!said) return null;
    const { sentence, fix } = words(topic, said.at);
    return {
      sentence,
      fix,
      evidence: [
        { event: said.id, label: both("system: too many messages", "system: mensagens demais") },
        { event: end.id, label: "phx_close" },
      ],
    };
  },
  notice: (log, doc) =>
    log.topics.ofDocument(doc).flatMap(({ topic: wire, system }) => {
      const said = system.find(({ ok, message }) => !ok && isLimit(message));
      const topic = topicName(wire);
      if (!said) return [];
      const label = both("system: too many messages", "system: mensagens demais");
      const evidence = [{ event: said.id, label }];
      return [{ subject: topic, at: said.at, evidence, ...words(topic, said.at) }];
    }),
};

const words = (topic: string, at: number): Required<Pick<Finding, "sentence" | "fix">> => ({
  sentence: both(
    `The project's message rate was exceeded at ${clock(at)}, and the server closed ${topic}. The client does not rejoin, so nothing arrives any more.`,
    `A taxa de mensagens do projeto foi excedida às ${clock(at)}, e o servidor fechou ${topic}. O cliente não entra de novo, então nada mais chega.`,
  ),
  fix: {
    title: both("who sends, and who is told CLOSED", "quem envia, e quem recebe CLOSED"),
    lines: [
      { mark: "+", text: "// one message for many rows; one topic for few readers" },
      { mark: "+", text: 'if (status === "CLOSED") resubscribeLater();' },
    ],
  },
});

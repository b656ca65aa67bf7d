import { both } from "../text.ts";
import { refusalsOf } from "./refusals.ts";
import { FRAMES, type Finding, type Rule } from "./rule.ts";
import { unopened } from "./unopened.ts";

const PREFIX = "ConnectionRateLimitReached";

/** Over the limit joins are refused and the upgrade of new sockets is answered with 429, which no script can see. */
export const r34: Rule = {
  id: "R34",
  title: both("Too many connections", "Conexões demais"),
  steps: FRAMES,
  confidence: "proof",
  source: "realtime user_socket.ex",
  find(given) {
    const { topic = "", standing } = given;
    if (standing?.state === "refused")
      return standing.reason.startsWith(PREFIX) ? refused(topic, standing.reply) : null;
    const failed = unopened(given);
    const [first] = failed;
    if (!first) return null;
    const n = failed.length;
    return {
      confidence: "hypothesis",
      sentence: both(
        `This page tried ${n} sockets and none was opened, so ${topic} could not be joined. The project may be at its limit of connections; a network that blocks websockets looks the same.`,
        `Esta página tentou ${n} sockets e nenhum abriu, então não pôde entrar em ${topic}. O projeto pode estar no limite de conexões; uma rede que bloqueia websockets parece igual.`,
      ),
      evidence: failed.slice(0, 3).map(({ closed }) => ({
        event: closed.id,
        label: both(`never open, ${closed.code}`, `nunca abriu, ${closed.code}`),
      })),
      check: {
        text: both(
          "The network tab tells: 429 is the limit, no answer is the network.",
          "A aba de rede mostra: 429 é o limite, sem resposta é a rede.",
        ),
        lines: [first.socket.url],
      },
    };
  },
  notice: (log, doc) =>
    refusalsOf(log, doc, PREFIX)
      .slice(0, 1)
      .map(({ topic, reply }) => ({
        subject: "connections",
        at: reply.at,
        ...refused(topic, reply),
      })),
};

const refused = (topic: string, reply: { id: string }): Omit<Finding, "step"> => ({
  sentence: both(
    `The server refused ${topic}: the project has no connection left. Nothing of it can arrive until somebody disconnects.`,
    `O servidor recusou ${topic}: o projeto não tem mais conexões livres. Nada dele pode chegar até alguém se desconectar.`,
  ),
  evidence: [{ event: reply.id, label: "reply: ConnectionRateLimitReached" }],
  check: {
    text: both(
      "Close idle tabs and second clients, or raise the limit of the plan.",
      "Feche abas paradas e clientes duplicados, ou aumente o limite do plano.",
    ),
  },
});

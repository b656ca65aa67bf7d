import { both } from "../text.ts";
import { refusalsOf } from "./refusals.ts";
import { FRAMES, type Case, type Finding, type Rule } from "./rule.ts";

const PREFIX = "ClientJoinRateLimitReached";
/** "Going away": so the server ends a socket whose client joins too fast. */
const GOING_AWAY = 1001;

/** The server refuses the join and then cuts the whole socket, with every other topic on it. */
export const r32: Rule = {
  id: "R32",
  title: both("Too many joins", "Joins demais"),
  steps: FRAMES,
  confidence: "proof",
  source: "realtime PR #1691",
  find(given) {
    const refusal = limitOf(given);
    return refusal ? said(given.topic ?? "", refusal, given.standing?.state === "ended") : null;
  },
  notice: (log, doc) =>
    refusalsOf(log, doc, PREFIX)
      .slice(0, 1)
      .map(({ topic, reply }) => ({
        subject: "joins",
        at: reply.at,
        ...said(topic, reply, false),
      })),
};

/** This topic's refusal, or that of another topic whose socket was cut for it. */
function limitOf({ standing, log, doc }: Case) {
  if (standing?.state === "refused")
    return standing.reason.startsWith(PREFIX) ? standing.reply : undefined;
  if (standing?.state !== "ended" || standing.why !== "socket") return undefined;
  const { socket } = standing.join;
  if (log.document(doc).sockets.get(socket)?.closed?.code !== GOING_AWAY) return undefined;
  return refusalsOf(log, doc, PREFIX).find(({ join }) => join.socket === socket)?.reply;
}

const said = (topic: string, reply: { id: string }, cut: boolean): Omit<Finding, "step"> => ({
  sentence: cut
    ? both(
        `This page joined topics too fast, and the server cut its socket, with ${topic} on it. Nothing arrives until it has joined again.`,
        `Esta página entrou em tópicos rápido demais, e o servidor cortou o socket, com ${topic} nele. Nada chega até ela entrar de novo.`,
      )
    : both(
        `This page joined topics too fast: the server refused ${topic} and cuts the socket. Nothing arrives on any topic until the page has joined again.`,
        `Esta página entrou em tópicos rápido demais: o servidor recusou ${topic} e corta o socket. Nada chega em nenhum tópico até a página entrar de novo.`,
      ),
  evidence: [{ event: reply.id, label: "reply: ClientJoinRateLimitReached" }],
  fix: {
    title: both("the effect that subscribes", "o efeito que se inscreve"),
    lines: [
      { mark: "-", text: "}, [handler, rows]);" },
      {
        mark: "+",
        text: "}, [client, topic]); // one join for each topic, not one for each render",
      },
    ],
  },
});

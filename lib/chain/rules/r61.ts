import type { Correlator } from "../correlate.ts";
import { byTime, socketsOf, type Seen, type Socket } from "../facts.ts";
import { both, clock } from "../text.ts";
import { refetchOnRejoin } from "./fixes.ts";
import { away, closeCode, RESTART } from "./r08.ts";
import { FRAMES, isFrameStep, type PageFinding, type Rule } from "./rule.ts";

/** The server stops, or a change of the project's settings asks every client to come again. */
const ASKED = "Server requested disconnect";

export const r61: Rule = {
  id: "R61",
  title: both("The server asked to disconnect", "O servidor pediu para desconectar"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime, user_socket.ex and tenants/connect.ex",
  find(given) {
    const { standing, log, doc, topic, step } = given;
    if (standing?.state !== "ended" || standing.why !== "socket") return null;
    const socket = log.document(doc).sockets.get(standing.join.socket);
    if (
      !socket?.closed ||
      closeCode(given) !== RESTART ||
      topic === undefined ||
      !isFrameStep(step)
    )
      return null;
    const missed = away(given, step, topic);
    if (!missed) return null;
    const back = log.topics.rejoined(doc, `realtime:${topic}`, socket.closed.at);
    return {
      confidence: missed.confidence ?? "strong",
      sentence: both(
        `The server closed the socket at ${clock(socket.closed.at)} to restart, ${back ? `and ${topic} was joined again at ${clock(back.at)}` : `and ${topic} was not joined again`}. What was sent in between is not replayed.`,
        `O servidor fechou o socket às ${clock(socket.closed.at)} para reiniciar, ${back ? `e ${topic} voltou às ${clock(back.at)}` : `e ${topic} não voltou`}. O que foi enviado nesse intervalo não é repetido.`,
      ),
      evidence: chips(log, socket, socket.closed),
      fix: refetchOnRejoin(),
    };
  },
  notice: (log, doc) =>
    socketsOf(log.document(doc)).flatMap((socket) => {
      const { closed, number } = socket;
      return closed?.code === RESTART ? [restart(log, socket, closed, String(number))] : [];
    }),
};

const restart = (log: Correlator, socket: Socket, closed: Seen, subject: string): PageFinding => ({
  subject,
  at: closed.at,
  level: "information",
  sentence: both(
    `The server restarted, or settings of the project changed, and it closed the socket at ${clock(closed.at)}. The client joins again; changes in between are lost.`,
    `O servidor reiniciou, ou ajustes do projeto mudaram, e ele fechou o socket às ${clock(closed.at)}. O client refaz o join; as mudanças nesse intervalo se perdem.`,
  ),
  evidence: chips(log, socket, closed),
  fix: refetchOnRejoin(),
});

/** The close, and what the server said before it, where it said something. */
function chips(log: Correlator, { number }: Socket, closed: Seen) {
  const said = log.topics
    .ofDocument(closed.doc)
    .filter(({ joins }) => joins.some(({ socket }) => socket === number))
    .flatMap(({ system }) =>
      system.filter(({ message, at }) => message === ASKED && at <= closed.at),
    )
    .toSorted(byTime)
    .at(-1);
  return [
    ...(said
      ? [{ event: said.id, label: both("asked to disconnect", "pediu para desconectar") }]
      : []),
    { event: closed.id, label: both("socket closed 1012", "socket fechado 1012") },
  ];
}

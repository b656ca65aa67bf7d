import type { Join, Seen } from "../facts.ts";
import { both, clock, duration } from "../text.ts";
import { FRAMES, type Case, type Rule } from "./rule.ts";

/** The client gives a join up after so long, ms, and tries again later. */
const TIMEOUT_MS = 10_000;
/** Its timer may run a little before ours. */
const SLACK_MS = 100;

/** The server had not answered a join when the client gave it up. */
export const r24: Rule = {
  id: "R24",
  title: both("The join timed out", "O join expirou"),
  steps: FRAMES,
  confidence: "proof",
  source: "supabase-py #1297, #1319",
  find(given) {
    const found = timedOut(given);
    if (!found) return null;
    const { topic, log, doc } = given;
    const { join, reply, until } = found;
    const socket = log.document(doc).sockets.get(join.socket);
    const others = socket?.heard.count(join.at, (reply?.at ?? until) - 1_000) ?? 0;
    const [en, pt] = reply
      ? [
          `The answer came after ${duration(reply.at - join.at)}: the policy of this topic may be slow.`,
          `A resposta veio depois de ${duration(reply.at - join.at)}: a policy deste tópico pode ser lenta.`,
        ]
      : others > 0
        ? [
            "The socket is alive, other messages came meanwhile: the policy or the database is slow.",
            "O socket está vivo, outras mensagens chegaram nesse tempo: a policy ou o banco está lento.",
          ]
        : [
            "Nothing else came on this socket either: the network or a proxy swallows it.",
            "Nada mais chegou nesse socket: a rede ou um proxy engole tudo.",
          ];
    return {
      sentence: both(
        `The join of ${topic} at ${clock(join.at)} was not answered within 10 s. ${en}`,
        `O join de ${topic} às ${clock(join.at)} não foi respondido em 10 s. ${pt}`,
      ),
      evidence: [
        { event: join.id, label: both("join, no answer", "join, sem resposta") },
        ...(reply ? [{ event: reply.id, label: both("late answer", "resposta tardia") }] : []),
      ],
      fix: {
        title: both(
          "the client, if the server is only slow",
          "o cliente, se o servidor só é lento",
        ),
        lines: [{ mark: "+", text: "channel.subscribe(onStatus, 30_000)" }],
      },
    };
  },
};

interface TimedOut {
  join: Join;
  reply?: Seen;
  until: number;
}

/** The join that stood when the frame was due, if it waited too long: for ever, until the client left, or for its answer. */
function timedOut({ standing, log, doc, since, until }: Case): TimedOut | undefined {
  if (!standing || standing.state === "never" || standing.state === "refused") return undefined;
  const { join } = standing;
  const reply = log.topics.replyTo(doc, join.socket, join.ref);
  const isOver = standing.state === "ended";
  // A client that was joined in time left for a reason of its own.
  if (isOver && (standing.why !== "leave" || (reply && reply.at < standing.end.at)))
    return undefined;
  if (standing.state === "joined" && standing.reply.at <= since) return undefined;
  const end = Math.min(reply?.at ?? Infinity, isOver ? standing.end.at : until);
  if (end < join.at + TIMEOUT_MS - SLACK_MS) return undefined;
  return { join, until: end, ...(reply && reply.at <= until && { reply }) };
}

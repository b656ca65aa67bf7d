import type { Correlator } from "../correlate.ts";
import { within, type Join, type Seen, type Topic } from "../facts.ts";
import { topicName } from "../names.ts";
import { both, duration } from "../text.ts";
import { BURST_MS } from "../topics.ts";
import { FRAMES, type PageFinding, type Rule } from "./rule.ts";

/** The server holds every refusal back for 5 s, and reads nothing else of the socket meanwhile. */
const HELD_MS: [number, number] = [4_500, 7_000];

interface Stall {
  topic: string;
  join: Join;
  reply: Seen;
  ms: number;
}

export const r53: Rule = {
  id: "R53",
  title: both("A refused join holds the socket", "Um join recusado segura o socket"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime, CHANNEL_ERROR_BACKOFF_MS in realtime_channel.ex",
  find({ log, doc, standing, topic, since, until }) {
    if (standing?.state !== "joined" && standing?.state !== "unanswered") return null;
    const { join } = standing;
    const answered = standing.state === "joined" ? standing.reply.at : undefined;
    if (answered !== undefined && answered <= since) return null;
    const stall = log.topics
      .ofDocument(doc)
      .flatMap((each) => stallsOf(log, each))
      .find(
        (each) =>
          each.join.socket === join.socket &&
          each.topic !== `realtime:${topic}` &&
          each.join.at <= join.at &&
          each.reply.at >= Math.max(since, join.at) &&
          each.reply.at <= (answered ?? until),
      );
    if (!stall) return null;
    const refused = topicName(stall.topic);
    return {
      sentence: both(
        `The join of ${topic} waited behind that of ${refused}, which the server refused after holding the whole socket for ${duration(stall.ms)}. What was sent before the join is not replayed.`,
        `O join de ${topic} ficou esperando atrás do de ${refused}, que o servidor recusou depois de segurar o socket inteiro por ${duration(stall.ms)}. O que foi enviado antes do join não é repetido.`,
      ),
      evidence: [
        { event: join.id, label: both(`join ${topic}`, `join ${topic}`) },
        ...chips(stall),
      ],
      fix: fixOf(refused),
    };
  },
  notice: (log, doc) =>
    log.topics.ofDocument(doc).flatMap((topic) => {
      const late = stallsOf(log, topic)
        .map((stall) => ({ stall, held: heldBack(log, doc, stall) }))
        .filter(({ held }) => held > 0);
      const count = late.reduce((sum, { held }) => sum + held, 0);
      return late[0] ? [told(late[0].stall, count)] : [];
    }),
};

/** The refusals that held their socket: 5 s after the join, and nothing at all came in between. */
const stallsOf = (log: Correlator, { topic, doc, joins }: Topic): Stall[] =>
  joins.flatMap((join): Stall[] => {
    const reply = log.topics.replyTo(doc, join.socket, join.ref);
    const ms = reply && !reply.ok ? reply.at - join.at : 0;
    if (!reply || ms < HELD_MS[0] || ms > HELD_MS[1]) return [];
    return wasSilent(log, doc, join, reply) ? [{ topic, join, reply, ms }] : [];
  });

function wasSilent(log: Correlator, doc: string, { at, socket }: Join, reply: Seen): boolean {
  const heard = log.document(doc).sockets.get(socket)?.heard;
  // Of the seconds of the join and of the refusal nobody can tell what came before and what after.
  const last = Math.floor(reply.at / 1_000) * 1_000;
  return heard === undefined || heard.count(at, last) === 0;
}

/** What other topics got right after a refusal. */
const heldBack = (log: Correlator, doc: string, { topic, reply }: Stall): number =>
  log.topics
    .ofDocument(doc)
    .filter((each) => each.topic !== topic)
    .reduce((sum, each) => sum + burst(each, reply), 0);

const burst = ({ frames }: Topic, { at }: Seen): number => within(frames, at, at + BURST_MS).length;

function told(stall: Stall, count: number): PageFinding {
  const topic = topicName(stall.topic);
  const ms = duration(stall.ms);
  return {
    subject: topic,
    at: stall.reply.at,
    sentence: both(
      `The refused join of ${topic} held this socket for ${ms}, and ${count} message${count === 1 ? "" : "s"} of other channels came late. Every retry does it again.`,
      `O join recusado de ${topic} segurou este socket por ${ms}, e ${count === 1 ? "1 mensagem de outro canal chegou" : `${count} mensagens de outros canais chegaram`} tarde. Cada nova tentativa faz isso de novo.`,
    ),
    evidence: chips(stall),
    fix: fixOf(topic),
  };
}

const chips = ({ join, reply }: Stall) => [
  { event: join.id, label: both("join, then silence", "join, depois silêncio") },
  { event: reply.id, label: both("refused", "recusado") },
];

const fixOf = (topic: string) => ({
  title: both(`topic ${topic}`, `tópico ${topic}`),
  lines: [
    { mark: " " as const, text: "// repair its policy, or stop asking once it was refused:" },
    {
      mark: "+" as const,
      text: `if (status === "CHANNEL_ERROR") supabase.removeChannel(channel);`,
    },
  ],
});

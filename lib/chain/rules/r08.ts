import type { Seen } from "../facts.ts";
import { prefixOf } from "../names.ts";
import { both, clock, duration, type Text } from "../text.ts";
import { dueBy, sentElsewhere } from "./due.ts";
import { refetchOnRejoin } from "./fixes.ts";
import { nearTopic } from "./r07.ts";
import { sleepOf } from "./r16.ts";
import {
  FRAMES,
  handlerOf,
  isFrameStep,
  type Case,
  type Finding,
  type FrameStep,
  type Rule,
} from "./rule.ts";
import { stormOf } from "./storm.ts";

/** Realtime does not replay: what is sent while a tab is not joined never comes to it. */
export const r08: Rule = {
  id: "R08",
  title: both("Not subscribed when it happened", "Não inscrito quando aconteceu"),
  steps: FRAMES,
  confidence: "strong",
  source: "LegendApp/legend-state #362, supabase-kt #255, supabase-dart #93",
  find(given) {
    const { step, topic, standing } = given;
    if (!isFrameStep(step) || topic === undefined) return null;
    switch (standing?.state) {
      case "never":
        return neverJoined(given, step, topic);
      case "ended":
        return closeCode(given) === RESTART ? null : away(given, step, topic);
      case "joined":
        return joinedLate(given, step, topic);
      default:
        return null;
    }
  },
};

/** "Service restart": then the server itself said why, and R61 speaks. */
export const RESTART = 1012;

/** The code with which the socket of the join was closed. */
export function closeCode({ standing, log, doc }: Case): number | undefined {
  const number = standing && "join" in standing ? standing.join.socket : undefined;
  return number === undefined ? undefined : log.document(doc).sockets.get(number)?.closed?.code;
}

/** Nobody subscribed; where somebody did and no join was sent, it has another reason. */
function neverJoined(given: Case, step: FrameStep, topic: string): Finding | null {
  if (hasSubscribed(given, topic) || nearTopic(given) || !hasConnected(given)) return null;
  return {
    step: handlerOf[step],
    sentence: both(
      `This tab never joined ${topic}. Nothing of it can arrive here.`,
      `Esta aba nunca entrou em ${topic}. Nada dele pode chegar aqui.`,
    ),
    evidence: [],
    fix: {
      title: both(`topic ${topic}`, `tópico ${topic}`),
      lines: [
        {
          mark: "+",
          text: `supabase.channel(${JSON.stringify(topic)}, { config: { private: true } }).subscribe()`,
        },
      ],
    },
  };
}

/** A page whose sockets all failed to open could not join anything. */
function hasConnected({ log, doc }: Case): boolean {
  const sockets = [...log.document(doc).sockets.values()];
  return sockets.length === 0 || sockets.some(({ opened }) => opened);
}

/** A topic whose user is not known yet is any with its prefix. */
const hasSubscribed = ({ log, doc, until }: Case, topic: string): boolean =>
  log.topics
    .all(doc)
    .some(
      (each) =>
        (topic.includes("{")
          ? each.topic.startsWith(`realtime:${prefixOf(topic)}`)
          : each.topic === `realtime:${topic}`) && each.subscribes.some(({ at }) => at <= until),
    );

/** The socket was down, or the topic had been left. What the server closed or refused has a rule of its own. */
export function away(given: Case, step: FrameStep, topic: string): Finding | null {
  const { standing, log, doc, until } = given;
  if (standing?.state !== "ended" || standing.why === "phx_close") return null;
  const { end, why } = standing;
  const by = dueBy(given, step);
  const storm = stormOf(log.topics.get(doc, `realtime:${topic}`), given.since - 10_000, by);
  if (end.at > by || (storm && why === "leave") || sleepOf(given)) return null;
  const back = log.topics.rejoined(doc, `realtime:${topic}`, end.at);
  const sent = sentElsewhere(given, step);
  if (sent && (sent.at < end.at || (back && sent.at > back.at))) return null;
  // Back again, it may still come, unless its change was made before.
  if (!sent && back && until < by) return null;
  const time = back
    ? [`${duration(back.at - end.at)}, ${clock(end.at)}`, clock(back.at)].join(" – ")
    : clock(end.at);
  const [en, pt] = AWAY[why];
  const when = sentence(sent, given);
  return {
    ...(why === "leave" && { step: handlerOf[step] }),
    ...(sent && { confidence: "proof" }),
    sentence: both(
      `${en(topic)} ${back ? "for" : "since"} ${time}. ${when.en} Realtime does not replay.`,
      `${pt(topic)} ${back ? "por" : "desde"} ${time}. ${when.pt} O Realtime não reenvia.`,
    ),
    evidence: [
      { event: end.id, label: LABELS[why] },
      ...(sent ? [{ event: sent.id, label: both("frame, other tab", "frame, outra aba") }] : []),
      ...(back ? [{ event: back.id, label: both("joined again", "entrou de novo") }] : []),
    ],
    fix: refetchOnRejoin(),
  };
}

type Words = (topic: string) => string;

const AWAY: Record<"leave" | "phx_error" | "socket", [Words, Words]> = {
  leave: [
    (topic) => `This tab was not joined to ${topic}`,
    (topic) => `Esta aba não estava inscrita em ${topic}`,
  ],
  phx_error: [
    (topic) => `The server's side of ${topic} had crashed`,
    (topic) => `O lado do servidor de ${topic} tinha caído`,
  ],
  socket: [
    (topic) => `This tab was disconnected from ${topic}`,
    (topic) => `Esta aba estava desconectada de ${topic}`,
  ],
};

const LABELS: Record<keyof typeof AWAY, Text> = {
  leave: both("leave", "saída"),
  phx_error: "phx_error",
  socket: both("socket closed", "socket fechado"),
};

/** The first join was answered only when the frame was due already. */
function joinedLate(given: Case, step: FrameStep, topic: string): Finding | null {
  const { standing, log, doc, since } = given;
  if (standing?.state !== "joined" || standing.reply.at <= since) return null;
  const { reply, join } = standing;
  const [first] = log.topics.get(doc, `realtime:${topic}`).joins;
  const sent = sentElsewhere(given, step);
  if (first?.id !== join.id || !join.private) return null;
  if (sent ? sent.at > reply.at : reply.at < dueBy(given, step)) return null;
  const when = sentence(sent, given);
  const joined = clock(reply.at);
  return {
    step: handlerOf[step],
    ...(sent && { confidence: "proof" }),
    sentence: both(
      `This tab was joined to ${topic} only at ${joined}. ${when.en} Realtime does not replay.`,
      `Esta aba só entrou em ${topic} às ${joined}. ${when.pt} O Realtime não reenvia.`,
    ),
    evidence: [
      { event: reply.id, label: both("joined late", "entrou tarde") },
      ...(sent ? [{ event: sent.id, label: both("frame, other tab", "frame, outra aba") }] : []),
    ],
  };
}

/** When the change was sent, as far as it is known. */
const sentence = (sent: Seen | undefined, { since }: Case): { en: string; pt: string } =>
  sent
    ? {
        en: `Another tab got the change at ${clock(sent.at)}.`,
        pt: `Outra aba recebeu a mudança às ${clock(sent.at)}.`,
      }
    : {
        en: `The change was due after ${clock(since)}.`,
        pt: `A mudança era esperada depois das ${clock(since)}.`,
      };

import { FRAMES, type Rule } from "./rule.ts";

/** A living server answers a heartbeat at once; realtime-js notices a dead one only at the next heartbeat, 25 s later. */
const ANSWER_MS = 5_000;

export const r62: Rule = {
  id: "R62",
  title: "Half-open socket",
  steps: FRAMES,
  confidence: "proof",
  find({ standing, log, doc, topic, since, until }) {
    if (standing?.state !== "joined" && standing?.state !== "ended") return null;
    const { socket: number } = standing.join;
    const socket = log.document(doc).sockets.get(number);
    const end = Math.min(socket?.closed?.at ?? Infinity, until);
    const beat = socket?.heartbeats.find(
      ({ at, ref }) =>
        at + ANSWER_MS > since &&
        at + ANSWER_MS <= end &&
        (log.topics.answeredAt(doc, number, ref) ?? Infinity) > at + ANSWER_MS,
    );
    if (!socket || !beat) return null;
    const silence = Math.floor(Math.min(since, beat.at) / 1_000) + 1;
    for (const second of socket.heard) if (second >= silence && second * 1_000 <= end) return null;
    return {
      sentence: `The connection of ${topic} was dead: a heartbeat was never answered, and nothing came in. The client notices only at the next heartbeat.`,
      evidence: [{ event: beat.id, label: "heartbeat, no answer" }],
    };
  },
};

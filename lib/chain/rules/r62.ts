import type { Correlator } from "../correlate.ts";
import { within, type Seen, type Socket } from "../facts.ts";
import { both, clock, duration } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** A living server answers a heartbeat at once; only a refused join of the same socket makes it wait, for 5 s. */
const ANSWER_MS = 6_000;
/** On a socket that was then closed nothing can answer later any more. */
const CLOSED_ANSWER_MS = 1_500;

/** The client notices a dead connection only when the next heartbeat is due, 25 s after the one that got no answer. */
export const r62: Rule = {
  id: "R62",
  title: both("Half-open socket", "Socket meio aberto"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime-js #121; phoenix socket.js",
  find({ standing, log, doc, topic, since, until, step }) {
    if (standing?.state !== "joined" && standing?.state !== "ended") return null;
    const socket = log.document(doc).sockets.get(standing.join.socket);
    const beat = socket && unanswered(log, doc, socket, since, until);
    if (!beat) return null;
    const silent = lastHeard(socket, Math.min(socket.closed?.at ?? until, until));
    const late = silent - since;
    // Frames of the second in which the step before was seen are no sign of life after it.
    if (silent > beat.at || late > 1_000 + log.profile.steps[step].budget) return null;
    const from = clock(silent);
    const ms = duration((socket.closed?.at ?? until) - silent);
    return {
      confidence: late <= 1_000 ? "proof" : "strong",
      sentence: both(
        `The connection of ${topic} was dead: nothing came in after ${from}, for ${ms}, and a heartbeat was never answered. The client notices that only at its next heartbeat, and what was sent until then is not replayed.`,
        `A conexão de ${topic} estava morta: nada chegou depois de ${from}, por ${ms}, e um heartbeat nunca foi respondido. O cliente só percebe isso no heartbeat seguinte, e o que foi enviado até lá não é reenviado.`,
      ),
      evidence: [
        { event: beat.id, label: both("heartbeat, no answer", "heartbeat sem resposta") },
        ...(socket.closed
          ? [{ event: socket.closed.id, label: both("closed at last", "fechado por fim") }]
          : []),
      ],
      fix: {
        title: both("where the client is made", "onde o client é criado"),
        lines: [
          { mark: "-", text: "createClient(url, key)" },
          {
            mark: "+",
            text: "createClient(url, key, { realtime: { heartbeatIntervalMs: 10_000, worker: true } })",
          },
          { mark: " ", text: "// and after every SUBSCRIBED but the first: fetch again" },
        ],
      },
    };
  },
};

/** The first heartbeat that should have been answered after `since` and never was. */
function unanswered(
  log: Correlator,
  doc: string,
  socket: Socket,
  since: number,
  until: number,
): Seen | undefined {
  const { closed, number, heartbeats } = socket;
  const isClosed = closed !== undefined && closed.at <= until;
  const end = isClosed ? closed.at : until;
  const patience = isClosed ? CLOSED_ANSWER_MS : ANSWER_MS;
  return within(heartbeats, since - patience, end).find(({ at, ref }) => {
    const due = at + patience;
    return due > since && due <= end && (log.topics.answeredAt(doc, number, ref) ?? Infinity) > end;
  });
}

/** The last second up to `until` in which anything came in, ms. */
const lastHeard = ({ heard, opened }: Socket, until: number): number =>
  Math.max(opened?.at ?? 0, heard.last(until));

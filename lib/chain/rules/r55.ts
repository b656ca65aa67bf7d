import { socketsOf, type Document, type Seen, type Socket } from "../facts.ts";
import { both, clock } from "../text.ts";
import { clientOf, UPGRADE } from "./client.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** A client that rejoins does so at once; its own timer for a second try is shorter than this, ms. */
const REJOIN_MS = 5_000;

/** realtime-js 2.11.15 opens the socket again and sends no phx_join. */
export const r55: Rule = {
  id: "R55",
  title: both("The client never rejoins", "O client nunca refaz o join"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime-js 2.11.15",
  find({ log, doc, standing, topic, until }) {
    if (standing?.state !== "ended" || standing.why !== "socket") return null;
    const page = log.document(doc);
    const again = reopened(page, standing.end, until - REJOIN_MS);
    if (!again?.opened) return null;
    const { at, id } = again.opened;
    const topics = log.topics.ofDocument(doc);
    if (topics.some(({ joins }) => joins.some((join) => join.at >= standing.end.at))) return null;
    const client = clientOf(page);
    return {
      sentence: both(
        `The socket was open again at ${clock(at)}, and ${client} did not join ${topic} again, nor any other topic. The page looks connected and gets nothing.`,
        `O socket abriu de novo às ${clock(at)}, e o ${client} não refez o join de ${topic} nem de outro tópico. A página parece conectada e não recebe nada.`,
      ),
      evidence: [
        { event: standing.end.id, label: both("socket closed", "socket fechado") },
        { event: id, label: both("open again, no join", "aberto de novo, sem join") },
      ],
      fix: UPGRADE,
    };
  },
};

/** The first socket that opened after the end of another, by `until` (ms), and stayed open so long. */
const reopened = (page: Document, { at }: Seen, until: number): Socket | undefined =>
  socketsOf(page)
    .filter(({ opened }) => opened && opened.at > at && opened.at <= until)
    .toSorted((a, b) => a.opened!.at - b.opened!.at)
    .find(({ opened, closed }) => !closed || closed.at >= opened!.at + REJOIN_MS);

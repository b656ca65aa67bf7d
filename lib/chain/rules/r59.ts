import { both } from "../text.ts";
import { refusal } from "./refusals.ts";
import { FRAMES, isFrameStep, type Rule } from "./rule.ts";

const broadcastOf = { C5: "C4", U5: "U4", U9: "U8" } as const;

/** Partitions are made by the server, never by sending: without today's a join of a private topic has nothing to ask. */
export const r59: Rule = {
  id: "R59",
  title: both("Today's partition is missing", "Falta a partição de hoje"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime #1369; lib/realtime_web/channels/realtime_channel.ex",
  find(given) {
    const { step, topic } = given;
    const refused = isFrameStep(step) ? refusal(given, "MissingPartition") : undefined;
    if (!refused || !isFrameStep(step)) return null;
    return {
      step: broadcastOf[step],
      sentence: both(
        `The join of ${topic} was refused: realtime.messages has no partition for today. Every broadcast of the database is dropped until there is one.`,
        `O join de ${topic} foi recusado: realtime.messages não tem a partição de hoje. Todo broadcast do banco se perde até que ela exista.`,
      ),
      evidence: [
        { event: refused.join.id, label: "join" },
        { event: refused.reply.id, label: both("reply: no partition", "resposta: sem partição") },
      ],
      fix: {
        title: both("Restart or upgrade Realtime", "Reinicie ou atualize o Realtime"),
        lines: [
          { mark: " ", text: "-- it makes the partitions of the next days when it starts" },
          { mark: "+", text: "docker compose restart realtime" },
        ],
      },
      check: {
        text: both("There must be a row for today (UTC).", "Deve haver uma linha para hoje (UTC)."),
        lines: [
          "select inhrelid::regclass from pg_inherits where inhparent = 'realtime.messages'::regclass;",
        ],
      },
    };
  },
};

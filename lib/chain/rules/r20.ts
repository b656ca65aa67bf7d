import { sqlText } from "../quote.ts";
import { both, clock } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { lastContent } from "./silence.ts";
import { awaitsBroadcasts } from "./subscription.ts";

/** After so long without a broadcast the last one says nothing of today's partition any more. */
const LONG_MS = 3_600_000;

/** realtime.send swallows its own errors as warnings, so the trigger and its log say that all went well. */
export const r20: Rule = {
  id: "R20",
  title: both("The broadcast was never inserted", "O broadcast nunca foi inserido"),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase realtime #1369, PR #1939",
  find({ log, doc, standing, topic, since, until }) {
    if (!awaitsBroadcasts(standing)) return null;
    const last = lastContent(log.document(doc), until);
    if (until - last < LONG_MS) return null;
    const silent = clock(Math.max(last, standing.reply.at));
    return {
      sentence: both(
        `This page is joined to ${topic}, and since ${silent} nothing of the database has come on any of its topics. When realtime.send cannot insert a message, it only warns, and the trigger goes on as if all were well.`,
        `Esta página está inscrita em ${topic}, e desde ${silent} nada do banco chegou em nenhum dos seus tópicos. Quando realtime.send não consegue inserir uma mensagem, ele só avisa, e o trigger continua como se estivesse tudo bem.`,
      ),
      evidence: [
        { event: standing.join.id, label: both("private join", "join privado") },
        {
          event: standing.reply.id,
          label: both("joined, then silence", "inscrito, depois silêncio"),
        },
      ],
      check: {
        text: both(
          `Look for WarnSendingBroadcastMessage in the database's log at ${clock(since)}. No row here says that it was not inserted.`,
          `Procure WarnSendingBroadcastMessage no log do banco às ${clock(since)}. Sem linha aqui, ele não foi inserido.`,
        ),
        lines: [
          `select id, event, inserted_at from realtime.messages where topic = ${sqlText(topic ?? "")} order by inserted_at desc limit 5;`,
          "grep WarnSendingBroadcastMessage postgres.log",
        ],
      },
    };
  },
};

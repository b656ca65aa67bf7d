import type { Correlator } from "../correlate.ts";
import type { Seen } from "../facts.ts";
import { both, duration } from "../text.ts";
import { changedWhen } from "./moment.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { lastContent } from "./silence.ts";
import { awaitsBroadcasts } from "./subscription.ts";

/** The server begins to listen to the database so long after the first join of a project, at most, ms. */
const COLD_MS = 1_000;
/** And goes on for about so long after the last user has gone, ms. */
const WARM_MS = 600_000;

/** Only a candidate: where a trigger is missing, a browser sees the same. */
export const r54: Rule = {
  id: "R54",
  title: both(
    "First broadcast after a cold start lost",
    "Primeiro broadcast após o início a frio perdido",
  ),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase realtime, lib/realtime/tenants/connect.ex; docs broadcast replication_ready",
  find({ log, doc, evidence, step, standing, topic }) {
    if (!awaitsBroadcasts(standing)) return null;
    const moment = changedWhen(log, evidence, step);
    const first = firstJoined(log, doc);
    if (!moment || !first || lastContent(log.document(doc), moment.until) > -Infinity) return null;
    if (moment.from < first.at || moment.until > first.at + COLD_MS) return null;
    if (isListening(log, doc, moment.from) || wasWarm(log, doc, first.at)) return null;
    const after = duration(moment.until - first.at);
    return {
      sentence: both(
        `The change was made at most ${after} after the first join of this page. Joined, the server was not yet listening to the database, and what is committed before it does is never delivered.`,
        `A mudança foi feita no máximo ${after} depois do primeiro join desta página. O join estava feito, mas o servidor ainda não ouvia o banco, e o que se grava antes disso nunca é entregue.`,
      ),
      evidence: [
        { event: first.id, label: both("first join ok", "primeiro join ok") },
        ...moment.by.map((event) => ({ event, label: both("change made", "mudança feita") })),
      ],
      fix: {
        title: both(`topic ${topic}`, `tópico ${topic}`),
        lines: [
          { mark: "-", text: `.channel(${JSON.stringify(topic)}, { config: { private: true } })` },
          {
            mark: "+",
            text: `.channel(${JSON.stringify(topic)}, { config: { private: true, broadcast: { replication_ready: true } } })`,
          },
          { mark: "+", text: `.on("system", {}, ({ status }) => status === "ok" && refetch())` },
        ],
      },
      check: {
        text: both(
          "If this slot did not exist when the row was written, its broadcast was lost.",
          "Se este slot não existia quando a linha foi gravada, o broadcast se perdeu.",
        ),
        lines: [
          "select slot_name, active from pg_replication_slots where slot_name like 'supabase_realtime_messages%';",
        ],
      },
    };
  },
};

/** The first answer with ok to any join of the page. */
function firstJoined(log: Correlator, doc: string): Seen | undefined {
  let first: Seen | undefined;
  for (const { topic } of log.topics.ofDocument(doc)) {
    const reply = log.topics.rejoined(doc, topic, -Infinity);
    if (reply && (!first || reply.at < first.at)) first = reply;
  }
  return first;
}

/** The server said that it listens, which it does only when asked. */
const isListening = (log: Correlator, doc: string, when: number): boolean =>
  log.topics
    .ofDocument(doc)
    .some(({ system }) =>
      system.some(
        ({ ok, message, at }) => ok && at <= when && message.startsWith("Replication connection"),
      ),
    );

/** Another page of this browser had kept the server awake. */
const wasWarm = (log: Correlator, doc: string, when: number): boolean =>
  [...log.pages.all.values()].some(
    (page) =>
      page.doc !== doc &&
      [...page.sockets.values()].some(
        ({ opened, closed }) => opened && opened.at < when && when - (closed?.at ?? when) < WARM_MS,
      ),
  );

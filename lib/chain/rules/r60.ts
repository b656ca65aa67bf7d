import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import { within, type Socket } from "../facts.ts";
import { AFTERMATH_MS } from "../profile.ts";
import { both, clock } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { lastContent } from "./silence.ts";
import { awaitsBroadcasts } from "./subscription.ts";

/** Realtime that lost its database keeps its channels joined and answers heartbeats; it takes up to 5 min to listen again. */
export const r60: Rule = {
  id: "R60",
  title: both("Realtime lost its database", "O Realtime perdeu o banco"),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase realtime, lib/realtime/tenants/replication_connection.ex",
  find({ log, doc, evidence, standing, topic, since, until }) {
    if (!awaitsBroadcasts(standing)) return null;
    const socket = log.document(doc).sockets.get(standing.join.socket);
    const quiet = Math.max(lastContent(log.document(doc), until), standing.reply.at);
    const told = changesSince(log, evidence, quiet, until);
    const beat = socket && told.length > 1 && answeredBeat(log, doc, socket, since, until);
    if (!beat) return null;
    return {
      sentence: both(
        `${topic} is joined and heartbeats are answered, yet since ${clock(quiet)} no topic brought anything, while the APIs show changes of the job and of the project. Realtime may have lost its database; it tells nobody.`,
        `${topic} está inscrito e os heartbeats são respondidos, mas desde ${clock(quiet)} nenhum tópico trouxe nada, enquanto as APIs mostram mudanças do job e do projeto. O Realtime pode ter perdido o banco; ele não avisa ninguém.`,
      ),
      evidence: [
        { event: beat, label: both("heartbeat, answered", "heartbeat respondido") },
        ...told.map((event) => ({ event, label: both("API: changed", "API: mudou") })),
      ],
      check: {
        text: both(
          "Without an active slot Realtime does not listen to the database. Its log says when it reconnects.",
          "Sem um slot ativo o Realtime não está ouvindo o banco. O log dele diz quando reconecta.",
        ),
        lines: [
          "select slot_name, active from pg_replication_slots where slot_name like 'supabase_realtime_messages%';",
        ],
      },
    };
  },
};

/** Answers of the job API and of the project API that show a change after `quiet` (ms); at most one of each. */
function changesSince(
  log: Correlator,
  { facts }: Evidence,
  quiet: number,
  until: number,
): string[] {
  const isMeant = ({ at }: { at: number }) => at > quiet && at <= until;
  const start = facts.first.at - AFTERMATH_MS;
  const jobs = log.answersOf(facts).filter(({ status }) => status !== undefined);
  const job = jobs.find((each, i) => isMeant(each) && each.status !== jobs[i - 1]?.status);
  const projects = within(log.pictures.answers.of(facts.projectId), start, until).filter(
    ({ status }) => status < 400,
  );
  const project = projects.find(
    (each, i) =>
      isMeant(each) && i > 0 && [...each.urls].some((url) => !projects[i - 1]!.urls.has(url)),
  );
  return job && project ? [job.id, project.id] : [];
}

function answeredBeat(
  log: Correlator,
  doc: string,
  { number, heartbeats }: Socket,
  since: number,
  until: number,
): string | undefined {
  return within(heartbeats, since, until).find(
    ({ ref }) => log.topics.answeredAt(doc, number, ref) !== undefined,
  )?.id;
}

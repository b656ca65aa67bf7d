import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import { within } from "../facts.ts";
import type { StepId } from "../profile.ts";
import { sqlText } from "../quote.ts";
import { both, compose, size } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { awaitsBroadcasts } from "./subscription.ts";

/** What is known to be at least as big as the broadcast will be: how many units, and the event that tells. */
interface Estimate {
  units: number;
  by: string;
}

const CARRIED = {
  C5: both("one row", "uma linha"),
  U5: both("the old row and the new one", "a linha antiga e a nova"),
  U9: both("the old row and the new one", "a linha antiga e a nova"),
} as const;

/** The server compares with the tenant's limit and drops what is over it; it tells nobody. */
export const r19: Rule = {
  id: "R19",
  title: both("The broadcast was too large", "O broadcast era grande demais"),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase docs, Realtime limits; realtime replication_connection.ex",
  find({ log, doc, evidence, step, standing, topic, until }) {
    if (!awaitsBroadcasts(standing)) return null;
    if (step !== "C5" && step !== "U5" && step !== "U9") return null;
    const told = estimate(log, evidence, step, until);
    const passed = log.document(doc).sockets.get(standing.join.socket)?.largest ?? 0;
    const limit = log.profile.payloadLimits.find((each) => each >= passed);
    if (!told || limit === undefined || told.units <= limit) return null;
    const plans = log.profile.payloadLimits.map(size);
    const name = sqlText(topic ?? "");
    const [kept, most] = [size(told.units), size(limit)];
    return {
      sentence: compose((word, language) =>
        language === "en"
          ? `broadcast_changes sends ${word(CARRIED[step])}: about ${kept} here, against a limit of ${most}. The server drops what is bigger without telling the client.`
          : `broadcast_changes envia ${word(CARRIED[step])}: aqui uns ${kept}, contra um limite de ${most}. O servidor descarta o que é maior sem avisar o cliente.`,
      ),
      evidence: [{ event: told.by, label: both(`about ${kept}`, `uns ${kept}`) }],
      fix: {
        title: both("the trigger: send ids, fetch the row", "o trigger: envie ids, busque a linha"),
        lines: [
          {
            mark: "-",
            text: `perform realtime.broadcast_changes(${name}, tg_op, tg_op, tg_table_name, tg_table_schema, new, old);`,
          },
          {
            mark: "+",
            text: `perform realtime.send(jsonb_build_object('id', new.id), tg_op, ${name}, true);`,
          },
        ],
      },
      check: {
        text: both(
          `Bytes of the row; an UPDATE carries it twice. Over the limit of the project's plan (${plans.join(" or ")}) it is dropped.`,
          `Bytes da linha; um UPDATE a carrega duas vezes. Acima do limite do plano do projeto (${plans.join(" ou ")}), é descartado.`,
        ),
        lines: [
          step === "U9"
            ? `select octet_length(to_jsonb(p)::text) from ${log.profile.projectTables[0]} p where id = ${sqlText(evidence.facts.projectId ?? "")};`
            : `select octet_length(to_jsonb(j)::text) from ${log.profile.jobTable} j where id = ${sqlText(evidence.facts.jobId ?? "")};`,
        ],
      },
    };
  },
};

/** An INSERT carries the row, an UPDATE the old one and the new one, which is at least as big. */
function estimate(
  log: Correlator,
  { facts }: Evidence,
  step: StepId,
  until: number,
): Estimate | undefined {
  const { action, inserts, updates, projectId } = facts;
  const start = action?.start;
  const args = start && {
    units: (start.body?.length ?? 0) + (start.cut ?? 0),
    by: start.id,
  };
  if (step === "C5") return args;
  const twice = ({ units, by }: Estimate): Estimate => ({ units: 2 * units, by });
  const read = (each: { id: string; size: number }): Estimate => ({
    units: each.size,
    by: each.id,
  });
  if (step === "U5") {
    return biggest([...(args ? [args] : []), ...inserts.map(read)].map(twice), updates.map(read));
  }
  const answers = within(log.pictures.answers.of(projectId), until - RECENT_MS, until);
  const last = answers.findLast(({ status }) => status < 400);
  return biggest(last ? [twice(read(last))] : []);
}

/** A project is read again and again; what it was longer ago says little of what it is. */
const RECENT_MS = 600_000;

const biggest = (...some: Estimate[][]): Estimate | undefined =>
  some.flat().toSorted((a, b) => b.units - a.units)[0];

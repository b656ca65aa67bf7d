import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import type { Seen } from "../facts.ts";
import { sqlName, sqlText } from "../quote.ts";
import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { saidOf, subscriptionTo } from "./subscription.ts";

/** postgres_changes sends a change to those who may select the row; SUBSCRIBED says nothing of that. */
export const r18: Rule = {
  id: "R18",
  title: both("RLS of the table hides the row", "A RLS da tabela esconde a linha"),
  confidence: "hypothesis",
  steps: ["C2", ...FRAMES],
  source: "supabase realtime #265, supabase #26363",
  find(given) {
    const subscription = subscriptionTo(given);
    if (!subscription) return null;
    const { join, asked, table } = subscription;
    const said = saidOf(subscription, given.until);
    const hidden = said?.ok && emptyAnswer(given.log, given.evidence);
    if (!said || !hidden) return null;
    const role = join.claims?.role ?? "anon";
    const name = `${sqlName(asked.schema ?? "public")}.${sqlName(table)}`;
    return {
      sentence: both(
        `The action answered with this row's id, and the API, asked with this page's token, does not find the row. If role ${role} is not allowed to select it in ${name}, Realtime does not send its changes either.`,
        `A ação respondeu com o id desta linha, e a API, consultada com o token desta página, não acha a linha. Se o role ${role} não pode lê-la em ${name}, o Realtime também não envia as mudanças dela.`,
      ),
      evidence: [
        { event: said.id, label: both("system: subscribed", "system: inscrito") },
        { event: hidden.id, label: both("GET: no row", "GET: sem linha") },
      ],
      fix: {
        title: "SQL editor",
        lines: [
          { mark: "+", text: `create policy "read own rows" on ${name}` },
          { mark: "+", text: `  for select to ${sqlName(role)} using (user_id = auth.uid());` },
        ],
      },
      check: {
        text: both(
          "Run it as the owner of the table. A row: RLS hides it from the page. None: it was never inserted.",
          "Rode como dono da tabela. Com linha: a RLS a esconde da página. Sem linha: ela nunca foi inserida.",
        ),
        lines: [`select * from ${name} where id = ${sqlText(given.evidence.facts.jobId ?? "")};`],
      },
    };
  },
};

/** A person asked the job API for the row, and it said that there is none. */
function emptyAnswer(log: Correlator, { facts }: Evidence): Seen | undefined {
  const { action, inserts } = facts;
  if (!action?.answer || !("jobId" in action.answer) || inserts.length > 0) return undefined;
  const answers = log.answersOf(facts);
  if (answers.some(({ status }) => status !== undefined)) return undefined;
  return answers.findLast(
    ({ probed, httpStatus }) => probed && (httpStatus === 404 || httpStatus === 200),
  );
}

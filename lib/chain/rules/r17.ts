import { sqlName, sqlText } from "../quote.ts";
import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { saidOf, subscriptionTo } from "./subscription.ts";

/** The join of postgres_changes is ok even when the subscription fails; a `system` message tells, some time later. */
export const r17: Rule = {
  id: "R17",
  title: both("Table not in the publication", "Tabela fora da publicação"),
  confidence: "hypothesis",
  steps: FRAMES,
  source: "supabase realtime #247, #205, #226",
  find(given) {
    const subscription = subscriptionTo(given);
    if (!subscription) return null;
    const { join, asked, table } = subscription;
    const said = saidOf(subscription, given.until);
    if (said?.ok) return null;
    const name = `${sqlName(asked.schema ?? "public")}.${sqlName(table)}`;
    const [en, pt] = said
      ? [`The server said: “${said.message}”`, `O servidor disse: “${said.message}”`]
      : [
          "The join was ok, and “Subscribed to PostgreSQL” never came",
          "O join deu ok, e “Subscribed to PostgreSQL” nunca chegou",
        ];
    return {
      sentence: both(
        `${en}. ${name} is probably not in the publication supabase_realtime. Without that none of its changes is sent.`,
        `${pt}. ${name} provavelmente não está na publicação supabase_realtime. Sem isso, nenhuma mudança dela é enviada.`,
      ),
      evidence: [
        { event: join.id, label: both(`asks for ${table}`, `pede ${table}`) },
        ...(said ? [{ event: said.id, label: both("system: error", "system: erro") }] : []),
      ],
      fix: {
        title: "SQL editor",
        lines: [{ mark: "+", text: `alter publication supabase_realtime add table ${name};` }],
      },
      check: {
        text: both(`No row means that ${name} is not in it.`, `Sem linha, ${name} não está nela.`),
        lines: [
          `select * from pg_publication_tables where pubname = 'supabase_realtime' and tablename = ${sqlText(table)};`,
        ],
      },
    };
  },
};

import { sqlText } from "../quote.ts";
import { both } from "../text.ts";
import type { Rule } from "./rule.ts";
import { subscriptionTo } from "./subscription.ts";

/** postgres_changes looks at the row after the change: one that no longer fits the filter is not sent. */
export const r40: Rule = {
  id: "R40",
  title: both("The filter loses the row", "O filtro perde a linha"),
  confidence: "hypothesis",
  steps: ["U5"],
  source: "supabase realtime #414, #585, supabase #5495",
  find(given) {
    const subscription = subscriptionTo(given);
    const filter = subscription?.asked.filter;
    if (!subscription || filter === undefined || passes(filter, "completed")) return null;
    const { join, table } = subscription;
    return {
      sentence: both(
        `This page asks for ${table} with the filter ${filter}. A completed row does not match it any more, so its UPDATE is not sent here.`,
        `Esta página pede ${table} com o filtro ${filter}. Uma linha concluída não combina mais com ele, então o UPDATE não é enviado para cá.`,
      ),
      evidence: [{ event: join.id, label: both("join with filter", "join com filtro") }],
      fix: {
        title: both("a filter that no change can leave", "um filtro que nenhuma mudança deixa"),
        lines: [
          { mark: "-", text: `filter: ${JSON.stringify(filter)}` },
          { mark: "+", text: `filter: "user_id=eq.${given.evidence.facts.userId ?? "{userId}"}"` },
        ],
      },
      check: {
        text: both(
          "If the status has changed, the filter is the cause.",
          "Se o status mudou, o filtro é a causa.",
        ),
        lines: [
          `select status from ${table} where id = ${sqlText(given.evidence.facts.jobId ?? "")};`,
        ],
      },
    };
  },
};

/** Whether a row with this status passes; a filter of another column says nothing of it. */
function passes(filter: string, status: string): boolean {
  const [, operator, value = ""] = /^status=(eq|neq|in)\.(.*)$/.exec(filter) ?? [];
  if (operator === "eq") return value === status;
  if (operator === "neq") return value !== status;
  return (
    operator === undefined ||
    value
      .replaceAll(/[()"\s]/g, "")
      .split(",")
      .includes(status)
  );
}

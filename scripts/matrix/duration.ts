import type { Scenario } from "../../lab/scenarios.ts";
import type { Expected } from "../../lab/scenarios/scenario.ts";
import { imageProfile, STEPS } from "../../lib/chain/profile.ts";

/** What is absent is missing after twice the budgets of the steps that it may be, ms. */
function untilMissing({ kind, step, between = [step ?? "", step ?? ""] }: Expected): number {
  if (kind !== "broken" && kind !== "rescued") return 0;
  const [first, last] = between.map((id) => STEPS.findIndex((each) => each === id));
  const steps = STEPS.slice(first, (last ?? -1) + 1);
  return 2 * steps.reduce((sum, id) => sum + imageProfile.steps[id].budget, 0);
}

const durationOf = ({ expected, moves = [] }: Scenario): number =>
  moves.reduce((sum, move) => sum + (move.move === "pause" ? move.ms : 0), untilMissing(expected));

/** The longest first, as far as it can be told before: one that begins last should not be waited for. */
export const byDuration = (scenarios: readonly Scenario[]): Scenario[] =>
  scenarios.toSorted((a, b) => durationOf(b) - durationOf(a));

import type { RowFrame } from "../facts.ts";
import { urlKey } from "../names.ts";
import { STEPS, type StepId } from "../profile.ts";
import type { Case, FrameStep } from "./rule.ts";

/** What shows that the change of a frame had been made by then. */
const SHOWN_BY = {
  C5: ["U3", "U5", "U7", "U9"],
  U5: ["U3", "U7", "U9"],
  U9: ["U7", "U11"],
} as const satisfies Record<FrameStep, StepId[]>;

/** The frame that another tab got of the change that this tab waits for. */
export function sentElsewhere(
  { log, evidence: { facts, url } }: Pick<Case, "log" | "evidence">,
  step: FrameStep,
): RowFrame | undefined {
  switch (step) {
    case "C5":
      return facts.inserts[0];
    case "U5":
      return facts.updates.find(({ status }) => status === "completed" || status === "failed");
    case "U9":
      return log.pictures.placed.of(url === undefined ? undefined : urlKey(url))[0];
    default:
      return step satisfies never;
  }
}

/** The last moment at which a frame may have been sent: when it counts as missing, or when something shows its change (ms). */
export function dueBy({ log, evidence, from, since }: Case, step: FrameStep): number {
  const gap = STEPS.slice(STEPS.indexOf(from), STEPS.indexOf(step) + 1);
  const budget = gap.reduce((sum, each) => sum + log.profile.steps[each].budget, 0);
  const shown = SHOWN_BY[step].flatMap((later) => {
    const found = evidence.steps.get(later);
    return found && found.failed === undefined && found.at >= since ? [found.at] : [];
  });
  return Math.min(since + 2 * budget, ...shown);
}

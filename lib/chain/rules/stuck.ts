import { both } from "../text.ts";
import type { Rule } from "./rule.ts";

/** The row got its result and not its new status: the UPDATE came, and said that the job still runs. */
export const stuck: Rule = {
  id: "STUCK",
  title: both("The status stays as it was", "O status continua como estava"),
  confidence: "proof",
  steps: ["U5"],
  source: "lab: job-stays-pending",
  find({ evidence: { facts }, log }) {
    const frame = facts.updates.findLast(
      (each) => each.url !== undefined && log.isOwn(facts, each),
    );
    if (!frame) return null;
    const status = frame.status ?? "?";
    return {
      step: "U3",
      sentence: both(
        `The row got its result and its status is still “${status}”. Nobody who waits for “completed” will ever see it.`,
        `A linha recebeu o resultado e o status ainda é “${status}”. Quem espera por “completed” nunca vai ver.`,
      ),
      evidence: [
        { event: frame.id, label: both(`frame, status ${status}`, `frame, status ${status}`) },
      ],
    };
  },
};

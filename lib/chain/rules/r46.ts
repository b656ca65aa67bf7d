import { HANDLERS, type Rule } from "./rule.ts";

/** realtime-js does not catch: one throwing callback ends the delivery of its frame. */
export const r46: Rule = {
  id: "R46",
  title: "Handler threw",
  steps: HANDLERS,
  confidence: "proof",
  find({ step, evidence, log }) {
    if (step !== "C6" && step !== "U6" && step !== "U10") return null;
    const run = evidence.runs
      .get(step)
      ?.find((each) => each.outcome === "threw" || log.rejects.has(each.id));
    if (!run) return null;
    const error = run.error ?? log.rejects.get(run.id)?.error ?? "no message";
    return {
      sentence: `${run.handler} threw: “${error}” What it would have done, and every later handler of that frame, did not happen.`,
      evidence: [{ event: run.id, label: `${run.handler} threw` }],
      fix: {
        title: run.handler,
        lines: [{ mark: "+", text: "try { … } catch (error) { console.error(error); }" }],
      },
    };
  },
};

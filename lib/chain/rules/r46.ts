import { both } from "../text.ts";
import { bindingsOf, frameOf, isFor } from "./bindings.ts";
import { HANDLERS, isHandlerStep, type Rule } from "./rule.ts";

/** realtime-js does not catch: one throwing callback ends the delivery of its frame. */
export const r46: Rule = {
  id: "R46",
  title: both("Handler threw", "Handler lançou um erro"),
  steps: HANDLERS,
  confidence: "proof",
  source: "supabase PR #49933",
  find({ step, evidence, log }) {
    if (!isHandlerStep(step)) return null;
    const runs = evidence.runs.get(step) ?? [];
    const run = runs.find((each) => each.outcome === "threw" || log.rejects.has(each.id));
    if (!run) return null;
    const reject = log.rejects.get(run.id);
    const error = run.error ?? reject?.error ?? "?";
    const frame = evidence[frameOf[step]];
    const all = frame ? bindingsOf(log, frame).filter((each) => isFor(each, frame)).length : 0;
    const skipped = run.outcome === "threw" ? Math.max(0, all - runs.length) : 0;
    const name = run.handler || "handler";
    const [en, pt] =
      run.outcome !== "threw"
        ? [
            "Its promise was rejected and nobody handled it.",
            "A promise foi rejeitada e ninguém a tratou.",
          ]
        : skipped > 0
          ? [
              `realtime-js does not catch it: ${skipped} later handler${skipped > 1 ? "s" : ""} of this frame did not run.`,
              `O realtime-js não captura: ${skipped} handler${skipped > 1 ? "s seguintes deste frame não rodaram" : " seguinte deste frame não rodou"}.`,
            ]
          : [
              "realtime-js does not catch it: any later handler of this frame is skipped.",
              "O realtime-js não captura: qualquer handler seguinte deste frame é pulado.",
            ];
    return {
      sentence: both(`${name} threw “${error}”. ${en}`, `${name} lançou “${error}”. ${pt}`),
      evidence: [
        { event: run.id, label: both(`${name} threw`, `${name} lançou um erro`) },
        ...(reject ? [{ event: reject.id, label: both("rejected", "rejeitada") }] : []),
      ],
      fix: {
        title: name,
        lines: [
          { mark: "-", text: `.on("broadcast", { event: "*" }, ${name})` },
          { mark: "+", text: `.on("broadcast", { event: "*" }, async (payload) => {` },
          {
            mark: "+",
            text: `  try { await ${name}(payload); } catch (error) { console.error(error); }`,
          },
          { mark: "+", text: "})" },
        ],
      },
    };
  },
};

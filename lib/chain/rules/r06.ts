import { firstFrom } from "../facts.ts";
import { at, parse } from "../fields.ts";
import type { Rule } from "./rule.ts";

const handlerBefore = { C7: "C6", U7: "U6", U11: "U10" } as const;

/** The app's own line after the callback tells what it read: `hasNew: false` although the frame held a row. */
export const r06: Rule = {
  id: "R06",
  title: "Payload shape mismatch",
  steps: ["C7", "U11"],
  confidence: "proof",
  find({ step, evidence, log }) {
    if (step !== "C7" && step !== "U11") return null;
    const handler = handlerBefore[step];
    const run = evidence.runs.get(handler)?.[0];
    if (!run || run.outcome !== "returned") return null;
    const line = firstFrom(
      log.lines,
      run.at - run.ms - 50,
      (each) =>
        each.doc === run.doc &&
        each.at <= run.at + run.ms + 50 &&
        each.text.includes("update received") &&
        each.args.some((arg) => at(parse(arg), "hasNew") === false),
    );
    if (!line) return null;
    return {
      step: handler,
      sentence: `${run.handler} read payload.new, which a database broadcast does not have: the row is in payload.payload.record. It ran and changed nothing.`,
      evidence: [
        { event: run.id, label: `${run.handler} ran` },
        { event: line.id, label: "console: hasNew false" },
      ],
      fix: {
        title: run.handler,
        lines: [
          { mark: "-", text: "const row = payload.new;" },
          { mark: "+", text: "const { operation, record, old_record } = payload.payload;" },
        ],
      },
    };
  },
};

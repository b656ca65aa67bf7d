import type { RowFrame } from "../facts.ts";
import { both, clock } from "../text.ts";
import { frameOf } from "./bindings.ts";
import type { Rule } from "./rule.ts";

/** Over 1 MiB postgres_changes sends only fields of up to 64 bytes, and says so in `errors`. */
export const r41: Rule = {
  id: "R41",
  title: both("The record came truncated", "O registro veio truncado"),
  confidence: "proof",
  steps: ["C6", "C7", "U6", "U9", "U10"],
  source: "supabase realtime #252, walrus PR #47",
  find({ step, evidence, log, doc, topic, since, until }) {
    const frame =
      step === "U9"
        ? log.pictures.frames
            .of(`${doc} ${topic}`)
            .find((each) => each.at >= since && each.at <= until && isTruncated(each))
        : evidence[frameOf[step === "U6" || step === "U10" ? step : "C6"]];
    if (!frame || !isTruncated(frame)) return null;
    return {
      ...(step === "U9" && { step: "U10" as const }),
      sentence: both(
        `The change came at ${clock(frame.at)} with “${frame.errors}”: the row is over 1 MiB, and every field over 64 bytes is missing. The handler had nothing to work with.`,
        `A mudança chegou às ${clock(frame.at)} com “${frame.errors}”: a linha passa de 1 MiB, e todo campo acima de 64 bytes falta. O handler não tinha com o que trabalhar.`,
      ),
      evidence: [{ event: frame.id, label: both("frame, error 413", "frame, erro 413") }],
      fix: {
        title: both("the handler: fetch the row", "o handler: busque a linha"),
        lines: [
          { mark: "-", text: "apply(payload.new)" },
          {
            mark: "+",
            text: "if (payload.errors) await refetch(payload.new.id); else apply(payload.new)",
          },
        ],
      },
    };
  },
};

const isTruncated = ({ errors }: RowFrame): boolean => errors?.includes("413") ?? false;

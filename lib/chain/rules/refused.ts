import { FRAMES, type Rule } from "./rule.ts";

/** Every other refusal has a reason of its own in front of the colon (limits, tokens, a stopped project). */
export const refused: Rule = {
  id: "REFUSED",
  title: "The join was refused",
  steps: FRAMES,
  confidence: "proof",
  find({ topic, standing }) {
    if (standing?.state !== "refused") return null;
    return {
      sentence: `The server refused the join of ${topic}: “${standing.reason}” Nothing of this topic can arrive.`,
      evidence: [{ event: standing.reply.id, label: "reply: error" }],
    };
  },
};

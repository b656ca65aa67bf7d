import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** Every other refusal has a reason of its own in front of the colon. */
export const refused: Rule = {
  id: "REFUSED",
  title: both("The join was refused", "O join foi recusado"),
  steps: FRAMES,
  confidence: "proof",
  source: "realtime ERROR_CODES.md",
  find({ topic, standing }) {
    if (standing?.state !== "refused") return null;
    const { reason, reply } = standing;
    return {
      sentence: both(
        `The server refused the join of ${topic}: “${reason}”. Nothing of this topic can arrive.`,
        `O servidor recusou o join de ${topic}: “${reason}”. Nada desse tópico pode chegar.`,
      ),
      evidence: [{ event: reply.id, label: both("reply: error", "reply: erro") }],
    };
  },
};

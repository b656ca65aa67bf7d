import { both } from "../text.ts";
import { refusal } from "./refusals.ts";
import { FRAMES, type Rule } from "./rule.ts";

export const r58: Rule = {
  id: "R58",
  title: both("Private channels only", "Só canais privados"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime, ERROR_CODES.md",
  find(given) {
    const refused = refusal(given, "PrivateOnly");
    if (!refused) return null;
    const { topic } = given;
    return {
      sentence: both(
        `This project allows private channels only, and ${topic} was joined as public. The server refused it.`,
        `Este projeto só permite canais privados, e ${topic} foi pedido como público. O servidor recusou.`,
      ),
      evidence: [
        { event: refused.join.id, label: both("public join", "join público") },
        { event: refused.reply.id, label: both("reply: PrivateOnly", "resposta: PrivateOnly") },
      ],
      fix: {
        title: both(`topic ${topic}`, `tópico ${topic}`),
        lines: [
          { mark: "-", text: `.channel(${JSON.stringify(topic)})` },
          { mark: "+", text: `.channel(${JSON.stringify(topic)}, { config: { private: true } })` },
        ],
      },
    };
  },
};

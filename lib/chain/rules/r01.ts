import { FRAMES, type Rule } from "./rule.ts";

/** realtime.broadcast_changes always sends private messages; public and private topics of one name are two topics. */
export const r01: Rule = {
  id: "R01",
  title: "Public client, private broadcast",
  steps: FRAMES,
  confidence: "strong",
  find({ topic, standing }) {
    if (standing?.state !== "joined" || standing.join.private) return null;
    return {
      sentence: `This tab joined ${topic} as public. The database sends it as private, so Realtime never delivers it here.`,
      evidence: [{ event: standing.join.id, label: "join, private: false" }],
      fix: {
        title: `topic ${topic}`,
        lines: [
          { mark: "-", text: `.channel("${topic}")` },
          { mark: "+", text: `.channel("${topic}", { config: { private: true } })` },
        ],
      },
    };
  },
};

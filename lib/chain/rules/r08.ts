import { FRAMES, type Rule } from "./rule.ts";

const handlerOf = { C5: "C6", U5: "U6", U9: "U10" } as const;

/** Realtime does not replay: what is sent while a tab is not joined never comes to it. */
export const r08: Rule = {
  id: "R08",
  title: "Not subscribed when it happened",
  steps: FRAMES,
  confidence: "strong",
  find({ topic, standing, step }) {
    if (step !== "C5" && step !== "U5" && step !== "U9") return null;
    if (standing?.state === "never") {
      return {
        step: handlerOf[step],
        sentence: `This tab never joined ${topic}. Nothing of it can arrive here.`,
        evidence: [],
        fix: {
          title: `topic ${topic}`,
          lines: [
            {
              mark: "+",
              text: `supabase.channel("${topic}", { config: { private: true } }).subscribe()`,
            },
          ],
        },
      };
    }
    if (standing?.state !== "ended" || standing.why === "phx_close") return null;
    const down = standing.why === "socket";
    return {
      ...(!down && { step: handlerOf[step] }),
      sentence: `${down ? "The socket was closed" : `This tab had left ${topic}`} when it was due. Realtime does not replay.`,
      evidence: [{ event: standing.end.id, label: down ? "socket closed" : "leave" }],
      fix: {
        title: "after every SUBSCRIBED but the first",
        lines: [{ mark: "+", text: "if (status === 'SUBSCRIBED' && joinedBefore) mutate(key);" }],
      },
    };
  },
};

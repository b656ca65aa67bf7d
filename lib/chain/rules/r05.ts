import { HANDLERS, type Rule } from "./rule.ts";

const frameOf = { C6: "insert", U6: "update", U10: "placed" } as const;

/** realtime-js compares events without case and drops what no binding matches, without a word. */
export const r05: Rule = {
  id: "R05",
  title: "Handler registered for another event",
  steps: HANDLERS,
  confidence: "proof",
  find({ step, evidence, log }) {
    if (step !== "C6" && step !== "U6" && step !== "U10") return null;
    const frame = evidence[frameOf[step]];
    if (!frame || (evidence.runs.get(step)?.length ?? 0) > 0) return null;
    const bindings = log.topics
      .get(frame.doc, `realtime:${frame.topic}`)
      .bindings.filter(({ binding, at }) => binding.type === "broadcast" && at <= frame.at);
    const events = [...new Set(bindings.map(({ binding }) => binding.event ?? "*"))];
    const matches = (event: string) =>
      event === "*" || event.toLowerCase() === frame.event.toLowerCase();
    if (events.length === 0 || events.some(matches)) return null;
    return {
      sentence: `${frame.event} arrived on ${frame.topic}, but this channel listens only to ${events.join(", ")}. No handler ran.`,
      evidence: [
        { event: frame.id, label: `frame, ${frame.event}` },
        ...bindings.map(({ id, binding }) => ({ event: id, label: `on ${binding.event ?? "*"}` })),
      ],
      fix: {
        title: `topic ${frame.topic}`,
        lines: [
          { mark: "-", text: `.on("broadcast", { event: "${events[0]}" }, handler)` },
          { mark: "+", text: `.on("broadcast", { event: "*" }, handler)` },
        ],
      },
    };
  },
};

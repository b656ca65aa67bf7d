import { FRAMES, type Rule } from "./rule.ts";

/** After phx_close realtime-js reports CLOSED and forgets the channel. */
export const r56: Rule = {
  id: "R56",
  title: "Closed for good",
  steps: FRAMES,
  confidence: "proof",
  find({ topic, standing, log, doc }) {
    if (standing?.state !== "ended" || standing.why !== "phx_close") return null;
    const { system } = log.topics.get(doc, `realtime:${topic}`);
    const said = system.findLast(({ at }) => at <= standing.end.at);
    const why = said ? ` (“${said.message}”)` : "";
    return {
      sentence: `The server closed ${topic}${why}. The client does not rejoin after phx_close, so nothing arrives any more.`,
      evidence: [
        { event: standing.end.id, label: "phx_close" },
        ...(said ? [{ event: said.id, label: "system error" }] : []),
      ],
    };
  },
};

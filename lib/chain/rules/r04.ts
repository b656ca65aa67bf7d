import { FRAMES, type Rule } from "./rule.ts";

const expired = (message: string): boolean => /expired|InvalidJWTToken/i.test(message);

/** The server says so in a `system` frame, then closes the channel; the client does not rejoin after phx_close. */
export const r04: Rule = {
  id: "R04",
  title: "Token expired, channel shut down",
  steps: FRAMES,
  confidence: "proof",
  find({ topic, standing, log, doc }) {
    if (standing?.state !== "ended" || standing.why !== "phx_close") return null;
    const said = log.topics
      .get(doc, `realtime:${topic}`)
      .system.findLast((each) => each.at <= standing.end.at && expired(each.message));
    if (!said) return null;
    return {
      sentence: `The server closed ${topic} because its token expired (“${said.message}”). The client does not rejoin by itself.`,
      evidence: [
        { event: said.id, label: "system: expired" },
        { event: standing.end.id, label: "phx_close" },
      ],
      fix: {
        title: "after a new session",
        lines: [
          { mark: "+", text: "await supabase.realtime.setAuth();" },
          { mark: "+", text: `// then a new channel for ${topic}` },
        ],
      },
    };
  },
};

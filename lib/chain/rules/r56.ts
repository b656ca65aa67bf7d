import { both } from "../text.ts";
import { subscribeAgain } from "./fixes.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** After phx_close realtime-js reports CLOSED and forgets the channel. */
export const r56: Rule = {
  id: "R56",
  title: both("Closed for good", "Fechado de vez"),
  confidence: "proof",
  steps: FRAMES,
  source: "supabase realtime, realtime_channel.ex shutdown_response; phoenix channel.js",
  find({ topic, standing, log, doc, until }) {
    if (standing?.state !== "ended" || standing.why !== "phx_close") return null;
    const { system, joins } = log.topics.get(doc, `realtime:${topic}`);
    if (joins.some(({ at }) => at > standing.end.at && at <= until)) return null;
    const said = system.findLast(
      ({ at, ok }) => !ok && at >= standing.join.at && at <= standing.end.at,
    );
    const why = said ? ` (“${said.message}”)` : "";
    return {
      sentence: both(
        `The server closed ${topic}${why}. The client does not rejoin after phx_close, so nothing arrives any more.`,
        `O servidor fechou ${topic}${why}. O client não refaz o join depois de phx_close, então nada mais chega.`,
      ),
      evidence: [
        ...(said ? [{ event: said.id, label: both("system: error", "system: erro") }] : []),
        { event: standing.end.id, label: "phx_close" },
      ],
      fix: subscribeAgain(topic),
    };
  },
};

import { both } from "../text.ts";
import { joinPrivate } from "./fixes.ts";
import { FRAMES, type Rule } from "./rule.ts";

/** realtime.broadcast_changes always sends private messages; public and private topics of one name are two topics. */
export const r01: Rule = {
  id: "R01",
  title: both("Public client, private broadcast", "Cliente público, broadcast privado"),
  steps: FRAMES,
  confidence: "strong",
  source: "supabase PR #35856, supabase-js #1274",
  find({ topic, standing, log, doc }) {
    // Who joins for postgres_changes does not wait for a broadcast, and those come to public channels too.
    if (standing?.state !== "joined" || standing.join.private) return null;
    if (standing.join.changes.length > 0) return null;
    const probe = log.topics
      .get(doc, `realtime:${topic}`)
      .probes.find((each) => each.private && each.status === "ok");
    return {
      ...(probe && { confidence: "proof" }),
      sentence: both(
        `This tab joined ${topic} as public. What realtime.broadcast_changes sends is private and never reaches a public channel.`,
        `Esta aba entrou em ${topic} como pública. O que realtime.broadcast_changes envia é privado e nunca chega a um channel público.`,
      ),
      evidence: [
        { event: standing.join.id, label: "join, private: false" },
        ...(probe
          ? [
              {
                event: probe.id,
                label: both("joined as private: ok", "join como privado: ok"),
              },
            ]
          : []),
      ],
      ...(topic !== undefined && { fix: joinPrivate(topic) }),
    };
  },
};

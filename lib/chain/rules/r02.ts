import { FRAMES, type Rule } from "./rule.ts";

/** The reply's text is the server's own: "Unauthorized: You do not have permissions to read from this Channel topic". */
export const r02: Rule = {
  id: "R02",
  title: "RLS denies the private topic",
  steps: FRAMES,
  confidence: "proof",
  find({ topic, standing }) {
    if (standing?.state !== "refused" || !standing.reason.startsWith("Unauthorized")) return null;
    const role = standing.join.role ?? "anon";
    return {
      sentence: `The server refused the join of ${topic} for role ${role}. No policy on realtime.messages lets it read this topic.`,
      evidence: [
        { event: standing.join.id, label: `join as ${role}` },
        { event: standing.reply.id, label: "reply: Unauthorized" },
      ],
      fix: {
        title: "SQL editor",
        lines: [
          { mark: "+", text: `create policy "read ${topic}" on realtime.messages` },
          { mark: "+", text: "  for select to authenticated" },
          {
            mark: "+",
            text: `  using (realtime.topic() = '${topic}');  -- better: from auth.uid()`,
          },
        ],
      },
    };
  },
};

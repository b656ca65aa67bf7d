import type { Profile } from "../profile.ts";
import { prefixOf } from "../names.ts";
import { sqlName, sqlText } from "../quote.ts";
import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { roleOf } from "./session.ts";

/** The reply's text is the server's own: "Unauthorized: You do not have permissions to read from this Channel topic". */
export const r02: Rule = {
  id: "R02",
  title: both("RLS denies the private topic", "RLS nega o tópico privado"),
  steps: FRAMES,
  confidence: "proof",
  source: "realtime #1111",
  find({ topic = "", standing, log }) {
    if (standing?.state !== "refused" || !standing.reason.startsWith("Unauthorized")) return null;
    const role = roleOf(standing.join);
    const sub = standing.join.claims?.sub;
    const who = sub === undefined ? role : `${role}, sub ${sub}`;
    return {
      sentence: both(
        `The server refused ${topic} for role ${who}. No policy on realtime.messages lets it read this topic, so nothing of it can arrive.`,
        `O servidor recusou ${topic} para o role ${who}. Nenhuma policy em realtime.messages permite ler esse tópico, então nada dele pode chegar.`,
      ),
      evidence: [
        { event: standing.join.id, label: both(`join as ${role}`, `join como ${role}`) },
        { event: standing.reply.id, label: "reply: Unauthorized" },
      ],
      fix: {
        title: both("SQL editor", "editor de SQL"),
        lines: policyFor(topic, role === "anon" ? "anon" : "authenticated", log.profile).map(
          (text) => ({ mark: "+" as const, text }),
        ),
      },
    };
  },
};

/** A read policy for all topics like this one. */
function policyFor(topic: string, role: string, profile: Profile): string[] {
  const [jobs, projects] = [prefixOf(profile.jobTopic), prefixOf(profile.projectTopic)];
  const table = profile.projectTables[0] ?? "projects";
  const using = topic.startsWith(jobs)
    ? [`  using ((select realtime.topic()) = ${sqlText(jobs)} || (select auth.uid())::text);`]
    : topic.startsWith(projects)
      ? [
          `  using (exists (select 1 from public.${table}`,
          `    where ${sqlText(projects)} || id::text = (select realtime.topic())`,
          "      and user_id = (select auth.uid())));",
        ]
      : [`  using ((select realtime.topic()) = ${sqlText(topic)});`];
  return [
    `create policy ${sqlName(`read ${topic.split(":")[0]} broadcasts`)} on realtime.messages`,
    `  for select to ${role}`,
    ...using,
  ];
}

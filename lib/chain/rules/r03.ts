import { both } from "../text.ts";
import { FRAMES, type Rule } from "./rule.ts";
import { isAnonymous, isSignedOut, signedIn } from "./session.ts";

/** The page has a user and the join had none: the channel was subscribed before the client knew the session. */
export const r03: Rule = {
  id: "R03",
  title: both("Joined as anon although signed in", "Entrou como anon, embora com sessão"),
  steps: FRAMES,
  confidence: "proof",
  source: "supabase-js PR #2655, #468",
  find({ topic, standing, log, doc, until, evidence: { facts } }) {
    const refused = standing?.state === "refused" && standing.reason.startsWith("Unauthorized");
    if (!refused && !(standing?.state === "joined" && standing.join.private)) return null;
    if (!isAnonymous(log, standing.join, `realtime:${topic}`)) return null;
    const session = signedIn(log, doc, until);
    if (!session && (isSignedOut(log, doc, until) || !facts.userId)) return null;
    const { join } = standing;
    const how = join.claims ? "role anon" : both("no access_token", "sem access_token");
    return {
      // Who was let in as anon may read the topic as anon: then only the rows of the user are missing.
      ...(!refused && { confidence: "strong" }),
      sentence: refused
        ? both(
            `This tab joined ${topic} before the session's token was there, so the server took it for anon and refused it. Nothing of this topic can arrive.`,
            `Esta aba entrou em ${topic} antes de ter o token da sessão, então o servidor a tratou como anon e recusou. Nada desse tópico pode chegar.`,
          )
        : both(
            `This tab joined ${topic} before the session's token was there, so the server took it for anon. It says SUBSCRIBED and gets nothing of the user's.`,
            `Esta aba entrou em ${topic} antes de ter o token da sessão, então o servidor a tratou como anon. Diz SUBSCRIBED e não recebe nada do usuário.`,
          ),
      evidence: [
        { event: join.id, label: typeof how === "string" ? `join, ${how}` : how },
        { event: standing.reply.id, label: refused ? "reply: Unauthorized" : "reply: ok" },
        ...(session
          ? [{ event: session.id, label: both("signed in here", "com sessão aqui") }]
          : []),
      ],
      fix: {
        title: both("before subscribe()", "antes de subscribe()"),
        lines: [
          { mark: "+", text: "await supabase.realtime.setAuth();" },
          {
            mark: " ",
            text: `supabase.channel(${JSON.stringify(topic)}, { config: { private: true } })`,
          },
        ],
      },
    };
  },
};

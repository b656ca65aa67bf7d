import { both, clock } from "../text.ts";
import type { Rule } from "./rule.ts";

/** What realtime-js warns of when send() has no joined channel. */
const WARNING = "falling back to REST API";
/** It warns right before the request. */
const SAME_CALL_MS = 1_000;

export const r37: Rule = {
  id: "R37",
  title: both("send() left by HTTP", "send() saiu por HTTP"),
  confidence: "proof",
  steps: [],
  source: "supabase ssr #161, supabase-js PR #1751",
  notice(log, doc) {
    const { posts, warnings: said } = log.document(doc);
    if (posts.length === 0) return [];
    const warnings = said.filter(({ text }) => text.includes(WARNING));
    const post = posts.find(({ at }) =>
      warnings.some((line) => Math.abs(line.at - at) <= SAME_CALL_MS),
    );
    const warning = post && warnings.find((line) => Math.abs(line.at - post.at) <= SAME_CALL_MS);
    if (!post || !warning) return [];
    return [
      {
        subject: "send",
        at: post.at,
        sentence: both(
          `A broadcast left by HTTP at ${clock(post.at)}, because its channel was not joined yet. It may overtake those that go by the socket, or be overtaken.`,
          `Um broadcast saiu por HTTP às ${clock(post.at)}, porque o channel ainda não tinha feito o join. Ele pode passar à frente dos que vão pelo socket, ou chegar depois deles.`,
        ),
        evidence: [
          { event: warning.id, label: both("warning in the console", "aviso no console") },
          { event: post.id, label: "POST /api/broadcast" },
        ],
        fix: {
          title: both("where it is sent", "onde é enviado"),
          lines: [
            { mark: "-", text: `channel.send({ type: "broadcast", event, payload })` },
            {
              mark: "+",
              text: `if (status === "SUBSCRIBED") channel.send({ type: "broadcast", event, payload }); // in subscribe()`,
            },
            { mark: "+", text: "// or, when HTTP is meant: channel.httpSend(event, payload)" },
          ],
        },
      },
    ];
  },
};

import type { Correlator } from "../correlate.ts";
import { both } from "../text.ts";
import { joinedAt, refusalsOf } from "./refusals.ts";
import { FRAMES, type Finding, type Rule } from "./rule.ts";

const PREFIX = "ChannelRateLimitReached";

/** The server lets one websocket join so many topics; a leave frees a place. */
export const r31: Rule = {
  id: "R31",
  title: both("Too many channels", "Channels demais"),
  steps: FRAMES,
  confidence: "proof",
  source: "supabase PR #40902",
  find({ topic, standing, log, doc }) {
    if (standing?.state !== "refused" || !standing.reason.startsWith(PREFIX)) return null;
    return said(log, doc, topic ?? "", standing.reply);
  },
  notice: (log, doc) =>
    refusalsOf(log, doc, PREFIX)
      .slice(0, 1)
      .map(({ topic, reply }) => ({
        subject: "channels",
        at: reply.at,
        ...said(log, doc, topic, reply),
      })),
};

function said(
  log: Correlator,
  doc: string,
  topic: string,
  reply: { id: string; at: number },
): Omit<Finding, "step"> {
  const open = joinedAt(log, doc, reply.at);
  const [prefix, same] = mostAlike(open);
  const [en, pt] =
    same > 1
      ? [`; ${same} of them begin with ${prefix}`, `; ${same} deles começam com ${prefix}`]
      : ["", ""];
  const n = open.length;
  return {
    sentence: both(
      `The server refused ${topic}: this connection has no channel left. This page holds ${n} topic${n === 1 ? "" : "s"} open${en}.`,
      `O servidor recusou ${topic}: esta conexão não tem mais channels livres. Esta página mantém ${n} tópico${n === 1 ? "" : "s"} ${n === 1 ? "aberto" : "abertos"}${pt}.`,
    ),
    evidence: [{ event: reply.id, label: "reply: ChannelRateLimitReached" }],
    fix: {
      title: both("where a channel is no longer needed", "onde um channel não é mais necessário"),
      lines: [{ mark: "+", text: "return () => { supabase.removeChannel(channel); };" }],
    },
    ...(n > 0 && {
      check: {
        text: both("The topics that are open:", "Os tópicos abertos:"),
        lines: open.slice(0, 10),
      },
    }),
  };
}

/** The words in front of the colon that most topics share, and how many do. */
function mostAlike(topics: string[]): [string, number] {
  const counts = new Map<string, number>();
  for (const topic of topics) {
    const head = `${topic.split(":")[0]}:`;
    counts.set(head, (counts.get(head) ?? 0) + 1);
  }
  return [...counts].toSorted(([x, a], [y, b]) => b - a || (x < y ? -1 : 1))[0] ?? ["", 0];
}

import type { Correlator } from "../correlate.ts";
import { topicName } from "../names.ts";
import { both, duration, type Text } from "../text.ts";
import { dueBy } from "./due.ts";
import {
  FRAMES,
  handlerOf,
  isFrameStep,
  type Finding,
  type PageFinding,
  type Rule,
} from "./rule.ts";
import { stormOf, type Storm } from "./storm.ts";

/** So long before a frame was due a storm may have begun that it fell into, ms. */
const BEFORE_MS = 10_000;

/** An effect that subscribes runs again and again: every leave is a gap, and what is sent in it is lost. */
export const r14: Rule = {
  id: "R14",
  title: both("Resubscribe storm", "Tempestade de reinscrições"),
  steps: FRAMES,
  confidence: "strong",
  source: "supabase-js PR #2590, supabase-cache-helpers #162, supabase PR #40902",
  find(given) {
    const { step, topic, standing, log, doc, since } = given;
    if (!isFrameStep(step) || topic === undefined) return null;
    const isOut =
      standing?.state === "unanswered" || (standing?.state === "ended" && standing.why === "leave");
    if (!isOut) return null;
    const facts = log.topics.get(doc, `realtime:${topic}`);
    const storm = stormOf(facts, since - BEFORE_MS, dueBy(given, step));
    return storm ? { step: handlerOf[step], ...said(topic, storm) } : null;
  },
  notice: (log: Correlator, doc: string): PageFinding[] =>
    log.topics.ofDocument(doc).flatMap((facts) => {
      const storm = stormOf(facts);
      const topic = topicName(facts.topic);
      return storm ? [{ subject: topic, at: storm.from, ...said(topic, storm) }] : [];
    }),
};

function said(topic: string, storm: Storm): Omit<Finding, "step"> {
  const { leaves, joins, from, until, evidence, stack } = storm;
  const time = duration(until - from);
  const label: Text = both("leave", "saída");
  return {
    sentence: both(
      `This tab left ${topic} ${leaves} times and joined it ${joins} times within ${time}. Every rejoin is a gap, and Realtime does not replay what was sent in it.`,
      `Esta aba saiu de ${topic} ${leaves} vezes e entrou ${joins} vezes em ${time}. Cada reinscrição é uma lacuna, e o Realtime não reenvia o que passou nela.`,
    ),
    evidence: evidence.slice(0, 3).map((event) => ({ event, label })),
    fix: {
      title: both("the effect that subscribes", "o efeito que se inscreve"),
      lines: [
        { mark: "-", text: "}, [handler, jobs]);" },
        { mark: "+", text: "const latest = useRef(handler);" },
        { mark: "+", text: `}, [client, ${JSON.stringify(topic)}]);` },
      ],
    },
    ...(stack !== undefined && {
      check: {
        text: both(
          "The channel is subscribed here; its effect depends on something that changes at every run.",
          "O channel é inscrito aqui; o efeito depende de algo que muda a cada execução.",
        ),
        lines: stack.split("\n").slice(0, 3),
      },
    }),
  };
}

import { lastUntil } from "../facts.ts";
import { both } from "../text.ts";
import { bindingsOf, frameOf, isFor } from "./bindings.ts";
import { listenToAll } from "./fixes.ts";
import { HANDLERS, isHandlerStep, type Rule } from "./rule.ts";

/** realtime-js drops what no binding matches, without a word. */
export const r05: Rule = {
  id: "R05",
  title: both("Handler registered for another event", "Handler registrado para outro evento"),
  steps: HANDLERS,
  confidence: "proof",
  source: "supabase-swift PR #749, supabase-js #537",
  find({ step, evidence, log }) {
    if (!isHandlerStep(step)) return null;
    const frame = evidence[frameOf[step]];
    if (!frame || (evidence.runs.get(step)?.length ?? 0) > 0) return null;
    const topic = log.topics.get(frame.doc, `realtime:${frame.topic}`);
    const bindings = bindingsOf(log, frame);
    // Without one that was seen they may have been registered before anybody looked.
    const seen = bindings.length > 0 || lastUntil(topic.creates, frame.at) !== undefined;
    if (!seen || bindings.some((each) => isFor(each, frame))) return null;
    const names = [
      ...new Set(
        bindings.map(({ binding: { type, event = "*" } }) =>
          type === "broadcast" ? event : `${type} ${event}`,
        ),
      ),
    ];
    const times = topic.frames.filter(({ event }) => event === frame.event).length;
    const [en, pt] = times > 1 ? [` ${times} times`, ` ${times} vezes`] : ["", ""];
    const only = names.join(", ");
    return {
      sentence: both(
        `${frame.event} arrived on ${frame.topic}${en}; this channel ${only ? `listens only to ${only}` : "has no handler"}. realtime-js drops what no handler is for, without a word.`,
        `${frame.event} chegou em ${frame.topic}${pt}; este channel ${only ? `só escuta ${only}` : "não tem handler"}. O realtime-js descarta sem aviso o que não tem handler.`,
      ),
      evidence: [
        { event: frame.id, label: `frame, ${frame.event}` },
        ...bindings.map(({ id, binding }) => ({ event: id, label: `on ${binding.event ?? "*"}` })),
      ],
      fix: listenToAll(frame.topic, bindings[0]?.binding, bindings[0]?.handler),
    };
  },
};

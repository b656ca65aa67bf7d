import { both } from "../text.ts";
import { bindingsOf, frameOf, handlerBefore, ignoredSubscribe, isFor } from "./bindings.ts";
import { isHandlerStep, type HandlerStep, type Rule } from "./rule.ts";

/** The client hands out one channel for one topic; its second subscribe() does nothing and its callback never runs. */
export const r15: Rule = {
  id: "R15",
  title: both("Second subscribe ignored", "Segundo subscribe ignorado"),
  steps: ["C6", "C7", "U6", "U10", "U11"],
  confidence: "proof",
  source: "realtime-js #180, PR #489, supabase-js #1440, supabase-flutter #382",
  find({ step, evidence, log }) {
    const isRun = step === "C7" || step === "U11";
    const handler: HandlerStep | null = isRun
      ? handlerBefore[step]
      : isHandlerStep(step)
        ? step
        : null;
    const frame = handler && evidence[frameOf[handler]];
    if (!frame) return null;
    const ignored = ignoredSubscribe(log, frame);
    if (!ignored) return null;
    const runs = evidence.runs.get(handler) ?? [];
    const bindings = bindingsOf(log, frame);
    if (!isRun && (runs.length > 0 || bindings.some((each) => isFor(each, frame)))) return null;
    // Who could register a handler before its subscribe was ignored is heard all the same.
    const { subscribes } = log.topics.get(frame.doc, `realtime:${frame.topic}`);
    const first = subscribes.find((each) => !each.noop && each.channel === ignored.channel);
    if (isRun && bindings.some(({ at }) => at > (first?.at ?? -Infinity))) return null;
    const names = [...new Set(runs.map((run) => run.handler))].join(", ");
    const who = [
      names ? ` Only ${names} ran.` : " No handler ran.",
      names ? ` Só ${names} rodou.` : " Nenhum handler rodou.",
    ] as const;
    return {
      step: handler,
      ...(isRun && { confidence: "strong" }),
      sentence: both(
        `Two components share the channel ${frame.topic}. The second subscribe() did nothing: its callback and its options were ignored.${who[0]}`,
        `Dois componentes dividem o channel ${frame.topic}. O segundo subscribe() não fez nada: seu callback e suas opções foram ignorados.${who[1]}`,
      ),
      evidence: [
        { event: ignored.id, label: both("subscribe, ignored", "subscribe, ignorado") },
        { event: frame.id, label: `frame, ${frame.event}` },
        ...runs.map(({ id, handler: name }) => ({ event: id, label: name })),
      ],
      fix: {
        title: both("one owner of the channel", "um só dono do channel"),
        lines: [
          {
            mark: "-",
            text: `supabase.channel(${JSON.stringify(frame.topic)}).subscribe(onStatus)`,
          },
          { mark: "+", text: `const channel = useContext(ChannelContext);` },
          { mark: "+", text: `channel.on("broadcast", { event: "${frame.event}" }, handler)` },
        ],
      },
    };
  },
};

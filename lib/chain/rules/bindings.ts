import type { EventOf } from "../../event.ts";
import type { Correlator } from "../correlate.ts";
import type { RowFrame } from "../facts.ts";
import type { StepId } from "../profile.ts";
import type { Case, HandlerStep } from "./rule.ts";

/** The piece of evidence that holds the frame of a handler. */
export const frameOf = { C6: "insert", U6: "update", U10: "placed" } as const satisfies Record<
  HandlerStep,
  keyof Case["evidence"]
>;

/** The handler whose work a step shows. */
export const handlerBefore = { C7: "C6", U11: "U10" } as const satisfies Partial<
  Record<StepId, HandlerStep>
>;

/** The channel that was joined to a frame's topic when it came, as far as that was seen. */
function channelAt(log: Correlator, { doc, topic, at }: RowFrame): number | undefined {
  const { subscribes } = log.topics.get(doc, `realtime:${topic}`);
  return subscribes.findLast((each) => !each.noop && each.at <= at)?.channel;
}

/** The handlers that were registered on a frame's channel when it came. */
export function bindingsOf(log: Correlator, frame: RowFrame): EventOf<"channel.bind">[] {
  const channel = channelAt(log, frame);
  return log.topics
    .get(frame.doc, `realtime:${frame.topic}`)
    .bindings.filter(
      (each) => each.at <= frame.at && (channel === undefined || each.channel === channel),
    );
}

/** realtime-js compares events without case. A broadcast of the database has an id, a change of postgres_changes none. */
export function isFor({ binding }: EventOf<"channel.bind">, frame: RowFrame): boolean {
  if (frame.message !== undefined && binding.type !== "broadcast") return false;
  const event = binding.event ?? "*";
  return event === "*" || event.toLowerCase() === frame.event.toLowerCase();
}

/** The last call of subscribe() before a frame that did nothing, because the channel was joined already. */
export function ignoredSubscribe(
  log: Correlator,
  frame: RowFrame,
): EventOf<"channel.subscribe"> | undefined {
  const channel = channelAt(log, frame);
  return log.topics
    .get(frame.doc, `realtime:${frame.topic}`)
    .subscribes.findLast(
      (each) =>
        each.noop && each.at <= frame.at && (channel === undefined || each.channel === channel),
    );
}

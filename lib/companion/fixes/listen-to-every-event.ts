/** A handler of one event hears of the others too. */
import { encodeBroadcast, versionOf } from "../encode.ts";
import { textOf, type Rig, type Start } from "../rig.ts";

/** The events that a channel's bindings name. */
function boundEvents({ seams }: Rig, topic: string): string[] {
  const channel = seams.channels.get(topic)?.deref() as
    | { bindings?: { broadcast?: { filter?: { event?: unknown } }[] } }
    | undefined;
  return (channel?.bindings?.broadcast ?? [])
    .map(({ filter }) => filter?.event)
    .filter((event) => typeof event === "string");
}

export const listenToEveryEvent: Start = (rig, params) => ({
  arrive({ socket, message, change }) {
    if (message?.event !== "broadcast" || !change) return undefined;
    const { topic } = message;
    if (!topic.includes(textOf(params, "topic"))) return undefined;
    const { event = "", payload } = message.payload as { event?: string; payload?: unknown };
    const bound = boundEvents(rig, topic);
    const isHeard = bound.some(
      (each) => each === "*" || each.toLowerCase() === event.toLowerCase(),
    );
    const [name] = bound;
    if (isHeard || name === undefined) return undefined;
    rig.act("passed on", { topic, event, detail: name });
    // The page hears it under the name that it listens to; what happened stands in the payload.
    rig.later(0, () =>
      rig.deliver(socket, encodeBroadcast(versionOf(socket), topic, name, payload)),
    );
    return undefined;
  },
});

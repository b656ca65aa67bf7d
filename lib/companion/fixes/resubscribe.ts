/** A channel that ended without being left is joined again, with the token of the moment. */
import { textOf, type Rig, type Start } from "../rig.ts";
import { Channels } from "./channels.ts";
import { failChannel, joinedTopics } from "./rejoin.ts";

/** Waits before the nth attempt, in s. */
const waitOf = (attempt: number) => Math.min(30, 2 ** attempt);
/** A join has its answer by then, in ms. */
const JOIN_TIMEOUT = 10_000;

export const resubscribe: Start = (rig, params) => {
  const part = textOf(params, "topic");
  const channels = new Channels(joinedTopics(rig));
  const attempts = new Map<string, number>();

  const again = (topic: string, why: string) => {
    if (!topic.includes(part)) return;
    const attempt = attempts.get(topic) ?? 0;
    attempts.set(topic, attempt + 1);
    rig.act("waits to join again", { topic, detail: why });
    rig.later(waitOf(attempt) * 1_000, () => {
      if (channels.isJoined(topic)) return;
      const rejoin = async () => {
        await refreshToken(rig, topic);
        if (channels.isJoined(topic) || !rig.isOn()) return;
        rig.act("asked to join again", { topic });
        failChannel(rig, topic);
      };
      rig.run(rejoin());
    });
  };
  return {
    arrive(arrival) {
      const came = channels.came(arrival);
      if (!came) return undefined;
      if ("again" in came) {
        attempts.delete(came.topic);
        return undefined;
      }
      if (!came.topic.includes(part) || came.why === "phx_error") return undefined;
      again(came.topic, came.why);
      // A channel that the client takes for closed is forgotten by it; it is told later that it failed.
      return came.why === "phx_close" ? "told" : undefined;
    },
    depart(departure) {
      channels.sent(departure);
      const { topic, event } = departure.message;
      if (event === "phx_join") {
        rig.later(JOIN_TIMEOUT, () => !channels.isJoined(topic) && again(topic, "timeout"));
      }
      return undefined;
    },
    closed: () => void channels.closed(),
  };
};

/** The client asks the session for its token, where it can. */
async function refreshToken({ seams }: Rig, topic: string): Promise<void> {
  const client = seams.channels.get(topic)?.deref()?.socket as
    | { setAuth?: (token?: string) => unknown }
    | undefined;
  try {
    await client?.setAuth?.();
  } catch {
    // Old ones want a token, and have none: the join goes out with what they hold.
  }
}

/** Which channels of the page are joined, as the wire tells it. */
import type { Arrival, Departure } from "../rig.ts";

export interface ChannelEnd {
  topic: string;
  why: "phx_close" | "phx_error" | "refused" | "timeout" | "socket";
}

interface Join {
  ref: string | null;
  isJoined: boolean;
}

/** Fed with every frame; says when a channel is joined, again or for the first time, and when it ended without being left. */
export class Channels {
  readonly #joins = new Map<string, Join>();
  readonly #were = new Set<string>();

  /** @param joined the topics, with `realtime:`, that are joined already. */
  constructor(joined: Iterable<string>) {
    for (const topic of joined) {
      this.#joins.set(topic, { ref: null, isJoined: true });
      this.#were.add(topic);
    }
  }

  isJoined = (topic: string): boolean => this.#joins.get(topic)?.isJoined === true;

  sent({ message }: Departure): void {
    const { topic, event, ref } = message;
    if (event === "phx_join") this.#joins.set(topic, { ref, isJoined: false });
    if (event === "phx_leave") {
      this.#joins.delete(topic);
      this.#were.delete(topic);
    }
  }

  /** What a frame means for its channel; `again` where it had been joined before. */
  came({ message }: Arrival): ChannelEnd | { topic: string; again: boolean } | undefined {
    if (!message) return undefined;
    const { topic, event, ref, payload } = message;
    const join = this.#joins.get(topic);
    if (!join) return undefined;
    if (event === "phx_reply" && join.ref !== null && ref === join.ref && !join.isJoined) {
      if ((payload as { status?: unknown }).status !== "ok") return { topic, why: "refused" };
      join.isJoined = true;
      const again = this.#were.has(topic);
      this.#were.add(topic);
      return { topic, again };
    }
    if (event !== "phx_close" && event !== "phx_error") return undefined;
    // The close of an older join of a topic that is joined again.
    if (ref !== null && join.ref !== null && ref !== join.ref) return undefined;
    join.isJoined = false;
    return { topic, why: event };
  }

  /** The socket closed: all that were joined have ended. */
  closed(): string[] {
    const topics = [...this.#joins].filter(([, join]) => join.isJoined).map(([topic]) => topic);
    for (const topic of topics) this.#joins.set(topic, { ref: null, isJoined: false });
    return topics;
  }
}

import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import type { Message } from "./message.ts";

type Status = Parameters<NonNullable<Parameters<RealtimeChannel["subscribe"]>[0]>>;

interface Wanted {
  client: SupabaseClient;
  topic: string;
  events: readonly string[];
  isPrivate: boolean;
  deliver: (message: Message) => void;
  onStatus: (...status: Status) => void;
}

/** One way to get a channel that is subscribed. */
export type Open = (wanted: Wanted) => RealtimeChannel;

const listen = (
  channel: RealtimeChannel,
  events: readonly string[],
  deliver: Wanted["deliver"],
): void => {
  for (const event of events) channel.on("broadcast", { event }, deliver);
};

const channelOf = ({ client, topic, isPrivate }: Wanted): RealtimeChannel =>
  client.channel(topic, { config: { private: isPrivate } });

/** Handlers first, then the join. */
export const openChannel: Open = (wanted) => {
  const channel = channelOf(wanted);
  listen(channel, wanted.events, wanted.deliver);
  return channel.subscribe(wanted.onStatus);
};

/**
 * Another component was first and listens to `taken`. The client hands out the same channel again, whose second
 * subscribe does nothing: the callback that would have added the rest of the handlers never runs.
 */
export const openAfterAnother =
  (...taken: string[]): Open =>
  (wanted) => {
    openChannel({ ...wanted, events: taken });
    const channel = channelOf(wanted);
    return channel.subscribe(() => {
      const rest = wanted.events.filter((event) => !taken.includes(event));
      listen(channel, rest, wanted.deliver);
    });
  };

/** As StrictMode mounts an effect: join, leave, join. */
export const openTwice: Open = (wanted) => {
  const first = openChannel({ ...wanted, onStatus: () => undefined });
  void wanted.client.removeChannel(first);
  return openChannel(wanted);
};

export interface Controls {
  /** Resolves when the server has answered, whatever it said. */
  join(): Promise<void>;
  /** Resolves when the server has let go of the channel. */
  leave(): Promise<void>;
}

/** A channel that can be left and joined again, as often as one likes. */
export function controlsOf(open: Open, wanted: Wanted): Controls {
  const { client, onStatus } = wanted;
  let current: object | null = null;
  let channel: RealtimeChannel | null = null;
  return {
    join: () =>
      new Promise((resolve) => {
        const turn = {};
        current = turn;
        channel = open({
          ...wanted,
          onStatus(...status) {
            if (current !== turn) return;
            onStatus(...status);
            resolve();
          },
        });
      }),
    async leave() {
      if (!channel) return;
      const left = channel;
      current = channel = null;
      await client.removeChannel(left);
      await roundTrip(client);
    },
  };
}

/** The client calls a channel left before the server knows; a heartbeat that is answered was read after the leave. */
async function roundTrip({ realtime }: SupabaseClient): Promise<void> {
  if (!realtime.isConnected()) return;
  await new Promise<void>((resolve) => {
    realtime.onHeartbeat((status) => {
      if (status !== "sent") resolve();
    });
    void realtime.sendHeartbeat();
  });
}

import type { Database } from "../db/database.ts";
import type { Channel } from "./channel.ts";
import type { Hub } from "./hub.ts";
import type { Limits, RateCounter } from "./limits.ts";
import type { RealtimeSocket } from "./socket.ts";

/** What every part of one running server shares. */
export interface Context {
  db: Database;
  secret: Uint8Array;
  /** How long an error answer to a join is held back, in ms. */
  deniedHoldMs: number;
  /** How long a refused handshake is held back, in ms. */
  handshakeDelayMs: number;
  limit: (name: keyof Limits) => number;
  faults: () => ReadonlySet<string>;
  hub: Hub;
  joins: RateCounter;
  events: RateCounter;
  sockets: Set<RealtimeSocket>;
}

/** `{"response":…,"status":…}` as the answer to a push or a join. */
export const replyBody = (status: "ok" | "error", response: unknown): string =>
  JSON.stringify({ response, status });

/** A `system` frame of the channel process. */
export function postSystem(
  { socket, topic, subTopic, joinRef }: Channel,
  system: { extension: string; message: string; status: "ok" | "error" },
): void {
  const body = JSON.stringify({ channel: subTopic, ...system });
  socket.post({ joinRef, ref: null, topic, event: "system", body });
}

/** Ends a channel on the server's side. Without a frame to the client: see {@link closeChannel}. */
export function dropChannel(context: Context, channel: Channel): void {
  if (!channel.isOpen) return;
  channel.isOpen = false;
  clearTimeout(channel.expiry);
  context.hub.remove(channel);
  if (channel.socket.channels.get(channel.topic) === channel) {
    channel.socket.channels.delete(channel.topic);
  }
}

export const closeFrame = ({ topic, joinRef }: Channel) => ({
  joinRef,
  ref: joinRef,
  topic,
  event: "phx_close",
  body: "{}",
});

/** Ends a channel, its client gets phx_close and, when `error` says why, a system frame before it. */
export function closeChannel(context: Context, channel: Channel, error?: string): void {
  if (!channel.isOpen) return;
  if (error !== undefined) {
    postSystem(channel, { extension: "system", message: error, status: "error" });
  }
  dropChannel(context, channel);
  channel.socket.post(closeFrame(channel));
}

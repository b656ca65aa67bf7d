import { mayRead } from "./authorize.ts";
import type { Extension } from "./authorize.ts";
import { changesReply, subscribeChanges } from "./changes.ts";
import { PREFIX, readJoinConfig, tokenOf } from "./channel.ts";
import type { Channel } from "./channel.ts";
import { closeFrame, dropChannel, postSystem, replyBody } from "./context.ts";
import type { Context } from "./context.ts";
import { watchExpiry } from "./expiry.ts";
import { Hub } from "./hub.ts";
import { joinReasons, systemMessages } from "./reasons.ts";
import { postReplay, readReplay } from "./replay.ts";
import type { Replayed } from "./replay.ts";
import type { Message } from "./serializer.ts";
import type { RealtimeSocket } from "./socket.ts";
import { joinReasonOf, verifyToken } from "./tokens.ts";

interface Refused {
  reason: string;
  /** The socket is closed with 1001 after the answer. */
  disconnect?: boolean;
}
interface Accepted {
  channel: Channel;
  replayed: Replayed[];
}

const READ_REASONS = {
  denied: joinReasons.unauthorized,
  partition: () => joinReasons.partition,
  database: () => joinReasons.database,
};

/** What is refused before anyone looks at the token. */
function refusedByLimits({ joins, limit }: Context, { channels }: RealtimeSocket, topic: string) {
  if (joins.isOver(limit("joinsPerSecond"))) return { reason: joinReasons.joins, disconnect: true };
  const others = channels.size - (channels.has(topic) ? 1 : 0);
  return others >= limit("channelsPerSocket") ? { reason: joinReasons.channels } : undefined;
}

/** Judges a join in the server's order: joins per second, channels, token, policies, replay. */
async function judge(
  context: Context,
  socket: RealtimeSocket,
  { joinRef, ref, topic, payload }: Message,
): Promise<Accepted | Refused> {
  const subTopic = topic.slice(PREFIX.length);
  if (subTopic === "") return { reason: joinReasons.topicName };
  const config = readJoinConfig(payload);
  if (config === undefined) return { reason: joinReasons.config };
  const refused = refusedByLimits(context, socket, topic);
  if (refused) return refused;

  const token = tokenOf(payload, socket.apiKey);
  const verified = await verifyToken(token, context.secret);
  if ("fault" in verified) return { reason: joinReasonOf(verified) };
  const { claims } = verified;
  if (config.isPrivate) {
    const extensions: Extension[] = config.presence.enabled
      ? ["broadcast", "presence"]
      : ["broadcast"];
    const read = await mayRead(context.db, subTopic, claims, extensions);
    if (read !== "allowed") return { reason: READ_REASONS[read](subTopic) };
  }
  const replayed =
    config.replay && (await readReplay(context.db, subTopic, config.isPrivate, config.replay));
  if (replayed && "reason" in replayed) return replayed;
  const messages = replayed?.messages ?? [];

  const channel: Channel = {
    socket,
    topic,
    subTopic,
    joinRef: joinRef ?? ref,
    config,
    token,
    claims,
    expiry: undefined,
    mayWrite: new Map(),
    replayed: new Set(messages.map(({ id }) => id)),
    presenceCalls: [],
    isOpen: true,
  };
  return { channel, replayed: messages };
}

/** Answers phx_join. An error is held back and the whole socket with it; either way an older join of the topic ends. */
export async function join(
  context: Context,
  socket: RealtimeSocket,
  message: Message,
): Promise<void> {
  const { joinRef, ref, topic } = message;
  const verdict = await judge(context, socket, message);
  // Judging took its time: a client that has left meanwhile is joined to nothing.
  if (socket.isGone) return;
  const before = socket.channels.get(topic);
  if (before) dropChannel(context, before);
  const reply = (body: string) => {
    socket.send({ joinRef: joinRef ?? ref, ref, topic, event: "phx_reply", body });
    if (before) socket.send(closeFrame(before));
  };

  if ("reason" in verdict) {
    await socket.hold(context.deniedHoldMs);
    reply(replyBody("error", { reason: verdict.reason }));
    if (verdict.disconnect) socket.close(1001);
    return;
  }
  const { channel, replayed } = verdict;
  context.joins.add();
  socket.channels.set(topic, channel);
  context.hub.add(channel);
  watchExpiry(context, channel);
  reply(replyBody("ok", { postgres_changes: changesReply(channel) }));
  greet(context, channel, replayed);
}

/** What a joined channel gets without asking, in the server's order. */
function greet(context: Context, channel: Channel, replayed: Replayed[]): void {
  const { socket, topic, joinRef, config } = channel;
  if (config.broadcast.replicationReady) {
    postSystem(channel, { extension: "system", message: systemMessages.replication, status: "ok" });
  }
  if (config.presence.enabled) {
    const state = context.hub.presence.state(Hub.key(config.isPrivate, topic));
    socket.post({
      joinRef,
      ref: null,
      topic,
      event: "presence_state",
      body: JSON.stringify(state),
    });
  }
  postReplay(channel, replayed);
  void subscribeChanges(context, channel);
}

import type { Channel } from "./channel.ts";
import { closeChannel, dropChannel } from "./context.ts";
import type { Context } from "./context.ts";
import { systemMessages } from "./reasons.ts";
import { encodeBroadcast } from "./serializer.ts";
import type { Frame, UserBroadcast } from "./serializer.ts";

/** Text of a client or of HTTP goes on as the text event `broadcast`; kind 3 and the database go on as kind 4. */
type Content = { payload: unknown } | UserBroadcast;

export interface Broadcast {
  isPrivate: boolean;
  topic: string;
  from?: Channel;
  content: Content;
}

const isUser = (content: Content): content is UserBroadcast => "encoding" in content;

const isMap = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The frame of one channel. Undefined when its version cannot carry it. */
function frameFor(
  { socket, topic }: Channel,
  content: Content,
): Frame | string | Buffer | undefined {
  if (isUser(content)) return encodeBroadcast(socket.version, content);
  const body = JSON.stringify(content.payload);
  return { joinRef: null, ref: null, topic, event: "broadcast", body };
}

/** A payload that is no object brings the sender's channel down. */
function crash(context: Context, channel: Channel): "crashed" {
  const { socket, topic, joinRef } = channel;
  dropChannel(context, channel);
  const body = JSON.stringify({ reason: "channel_crash" });
  socket.post({ joinRef, ref: joinRef, topic, event: "phx_error", body });
  return "crashed";
}

/** Delivers to everyone who has joined. Over the rate limit it is delivered once more and then ends its receivers. */
export function sendBroadcast(context: Context, broadcast: Broadcast): "sent" | "crashed" {
  const { isPrivate, topic, from, content } = broadcast;
  const receivers = context.hub
    .members(isPrivate, topic)
    .filter((channel) => channel !== from || channel.config.broadcast.self);
  if (from && receivers.length > 0 && !isUser(content) && !isMap(content.payload)) {
    return crash(context, from);
  }
  const isOver = context.events.isOver(context.limit("eventsPerSecond"));
  context.events.add(1 + receivers.length);
  for (const channel of receivers) {
    const frame = frameFor(channel, content);
    if (frame !== undefined) channel.socket.post(frame);
    if (isOver) endOverLimit(context, channel);
  }
  return "sent";
}

/** This one system frame names no channel. */
function endOverLimit(context: Context, channel: Channel): void {
  const { socket, topic, joinRef } = channel;
  const body = JSON.stringify({
    extension: "system",
    message: systemMessages.tooManyMessages,
    status: "error",
  });
  socket.post({ joinRef, ref: null, topic, event: "system", body });
  closeChannel(context, channel);
}

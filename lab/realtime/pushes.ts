import { mayRead, mayWrite } from "./authorize.ts";
import type { Extension } from "./authorize.ts";
import { sendBroadcast } from "./broadcast.ts";
import { subscribeChanges } from "./changes.ts";
import type { Channel } from "./channel.ts";
import { closeChannel, replyBody } from "./context.ts";
import type { Context } from "./context.ts";
import { watchExpiry } from "./expiry.ts";
import { Hub } from "./hub.ts";
import { systemMessages } from "./reasons.ts";
import type { Message } from "./serializer.ts";
import { refreshReasonOf, verifyToken } from "./tokens.ts";

type Push = (context: Context, channel: Channel, message: Message) => Promise<void>;

const PRESENCE_WINDOW_MS = 30_000;

const reply = ({ socket, topic }: Channel, { joinRef, ref }: Message, body: string) =>
  socket.post({ joinRef, ref, topic, event: "phx_reply", body });

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The write policy, asked when it is first needed. A public channel has none. */
async function isAllowed(context: Context, channel: Channel, extension: Extension) {
  const { config, mayWrite: known, subTopic, claims } = channel;
  if (!config.isPrivate) return true;
  const answer = known.get(extension) ?? (await mayWrite(context.db, subTopic, claims, extension));
  known.set(extension, answer);
  return answer;
}

const isTooBig = (context: Context, bytes: number): boolean =>
  bytes > context.limit("payloadKb") * 1000 + 500;

const broadcast: Push = async (context, channel, message) => {
  const { config } = channel;
  // A channel without the write policy gets no answer at all, also when it asked for one.
  if (!(await isAllowed(context, channel, "broadcast"))) return;
  const { user, payload } = message;
  const size = user ? user.payload.length : Buffer.byteLength(JSON.stringify(payload ?? null));
  if (isTooBig(context, size)) {
    if (config.broadcast.ack) reply(channel, message, replyBody("error", "payload_size_exceeded"));
    return;
  }
  const outcome = sendBroadcast(context, {
    isPrivate: config.isPrivate,
    topic: channel.topic,
    from: channel,
    content: user ?? { payload },
  });
  if (outcome === "crashed") return;
  if (config.broadcast.ack) reply(channel, message, replyBody("ok", {}));
};

const presence: Push = async (context, channel, message) => {
  const now = Date.now();
  channel.presenceCalls = channel.presenceCalls.filter((at) => now - at < PRESENCE_WINDOW_MS);
  channel.presenceCalls.push(now);
  if (channel.presenceCalls.length > context.limit("presenceCalls")) {
    closeChannel(context, channel, systemMessages.presenceCalls);
    return;
  }
  if (!(await isAllowed(context, channel, "presence"))) {
    reply(channel, message, replyBody("error", {}));
    return;
  }
  const { event, payload } = isFields(message.payload) ? message.payload : {};
  const key = Hub.key(channel.config.isPrivate, channel.topic);
  if (event === "untrack") {
    reply(channel, message, replyBody("ok", {}));
    const diff = context.hub.presence.untrack(key, channel);
    if (diff) context.hub.announce(key, diff);
    return;
  }
  if (!isFields(payload)) {
    reply(channel, message, replyBody("error", { reason: "Presence track payload must be a map" }));
    return;
  }
  if (isTooBig(context, Buffer.byteLength(JSON.stringify(payload)))) {
    closeChannel(context, channel, systemMessages.presenceSize);
    return;
  }
  reply(channel, message, replyBody("ok", {}));
  const diff = context.hub.presence.track(key, channel, payload);
  if (diff) context.hub.announce(key, diff);
};

/** A fresh token. Never answered; a bad one ends the channel at once, without the delay of a join. */
const accessToken: Push = async (context, channel, { payload }) => {
  const token = isFields(payload) ? payload["access_token"] : undefined;
  if (typeof token !== "string" || token.startsWith("sb_") || token === channel.token) return;
  const verified = await verifyToken(token, context.secret);
  if ("fault" in verified) {
    closeChannel(context, channel, refreshReasonOf(verified));
    return;
  }
  const { claims } = verified;
  const { subTopic, config } = channel;
  if (
    config.isPrivate &&
    (await mayRead(context.db, subTopic, claims, ["broadcast"])) !== "allowed"
  ) {
    closeChannel(context, channel, systemMessages.noRead(subTopic));
    return;
  }
  Object.assign(channel, { token, claims });
  channel.mayWrite.clear();
  watchExpiry(context, channel);
  void subscribeChanges(context, channel);
};

const leave: Push = async (context, channel, message) => {
  // A leave of an older join of the same topic is not for this one.
  if (message.joinRef !== null && message.joinRef !== channel.joinRef) return;
  reply(channel, message, replyBody("ok", {}));
  closeChannel(context, channel);
};

/** What a joined channel understands. Anything else is not answered. */
export const pushes: Record<string, Push> = {
  broadcast,
  presence,
  access_token: accessToken,
  phx_leave: leave,
};

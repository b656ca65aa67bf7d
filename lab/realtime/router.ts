import { PREFIX } from "./channel.ts";
import { replyBody } from "./context.ts";
import type { Context } from "./context.ts";
import { join } from "./join.ts";
import { pushes } from "./pushes.ts";
import type { Message } from "./serializer.ts";
import type { RealtimeSocket } from "./socket.ts";

const UNMATCHED = replyBody("error", { reason: "unmatched topic" });

/** Answers one message of a client: heartbeat, join, a push to a joined topic, or `unmatched topic`. */
export async function route(
  context: Context,
  socket: RealtimeSocket,
  message: Message,
): Promise<void> {
  const { joinRef, ref, topic, event } = message;
  const reply = (to: string | null, body: string) =>
    socket.send({ joinRef: to, ref, topic, event: "phx_reply", body });

  if (topic === "phoenix" && event === "heartbeat") {
    reply(null, replyBody("ok", {}));
    return;
  }
  if (event === "phx_join" && topic.startsWith(PREFIX)) {
    await join(context, socket, message);
    return;
  }
  const channel = socket.channels.get(topic);
  if (channel !== undefined) {
    await pushes[event]?.(context, channel, message);
    return;
  }
  if (event === "phx_leave") reply(joinRef, replyBody("ok", {}));
  else reply(null, UNMATCHED);
}

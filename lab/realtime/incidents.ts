import { sendBroadcast } from "./broadcast.ts";
import type { Context } from "./context.ts";

/** Cuts every connection: clients see 1006. */
export function cutAll({ sockets }: Context): void {
  for (const socket of sockets) socket.terminate();
}

/** More than any limit, in every bucket that is looked at. */
const FLOOD = 1_000_000;

/** Somebody spends the tenant's events; the next message of each topic is delivered, and ends who receives it. */
function flood(context: Context): void {
  context.events.spend(FLOOD);
  const channels = [...context.sockets].flatMap((socket) => [...socket.channels.values()]);
  for (const { topic, config } of channels) {
    const payload = { event: "progress", payload: { percent: 40 }, type: "broadcast" };
    sendBroadcast(context, { isPrivate: config.isPrivate, topic, content: { payload } });
  }
}

/** What happens at once when a fault is switched on. */
export const incidents: Record<string, (context: Context) => void> = {
  "realtime.half-open": ({ sockets }) => {
    for (const socket of sockets) socket.mute();
  },
  "realtime.down": cutAll,
  "realtime.restarting": ({ sockets }) => {
    for (const socket of sockets) socket.close(1012);
  },
  "realtime.rate-limited": flood,
};

/** Connections that are half open end, and the rates are counted anew. */
export function recover(context: Context): void {
  context.events.forget();
  for (const socket of context.sockets) if (socket.isMute) socket.terminate();
}

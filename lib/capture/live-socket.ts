/** What the live client of a channel joins with, read from its instance: nothing of it is kept. */
import { Error, URL } from "./natives.ts";
import type { Reply } from "../command.ts";
import type { RealtimeChannel } from "./channel.ts";
import type { Context } from "./tap.ts";

type Told = Omit<Extract<Reply, { kind: "socket.tell" }>, "ask">;

/** @throws a sentence when there is no such channel, or its client keeps these things elsewhere. */
export function tellSocket(
  topic: string,
  { channels, page }: Pick<Context, "channels" | "page">,
): Told {
  const channel = channels.get(topic)?.deref();
  if (!channel) throw new Error(`The page has no channel ${topic} any more.`);
  const socket = channel.socket as RealtimeChannel["socket"] | undefined;
  const apikey = socket?.apiKey ?? socket?.params?.apikey;
  const url = socket?.endPoint && readEndpoint(socket.endPoint, page.location.href);
  if (!socket || typeof apikey !== "string" || !url) {
    throw new Error("This version of the client does not show its address and key.");
  }
  return {
    kind: "socket.tell",
    url,
    apikey,
    token: socket.accessTokenValue ?? joinedWith(channel) ?? null,
    private: channel.private ?? channel.params?.config?.private ?? false,
  };
}

/** What a RealtimeClient is made with: without the transport that it adds, with its protocol. */
function readEndpoint(endPoint: string, base: string): string {
  const url = new URL(endPoint, base);
  url.protocol = url.protocol.replace("http", "ws");
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/websocket$/, "")}`;
}

/** The token in the payload of the last join: a function in current versions, an object in old ones. */
function joinedWith({ joinPush }: RealtimeChannel): string | undefined {
  const payload = joinPush?.payload;
  const sent = typeof payload === "function" ? (payload as () => unknown)() : payload;
  const token = (sent as { access_token?: unknown } | undefined)?.access_token;
  return typeof token === "string" ? token : undefined;
}

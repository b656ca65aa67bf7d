/** How a channel of the page is made to join again, by the wire alone. */
import { encode, versionOf } from "../encode.ts";
import type { Rig } from "../rig.ts";

/** The topics, with `realtime:`, that the page's channels are joined to. */
export const joinedTopics = ({ seams }: Rig): string[] =>
  [...seams.channels]
    .filter(([, channel]) => channel.deref()?.state === "joined")
    .map(([topic]) => topic);

/** Every version of the client joins a channel again, after its own wait, that the server says has failed. */
export function failChannel(rig: Rig, topic: string): void {
  for (const socket of rig.seams.sockets.keys()) {
    const error = { topic, event: "phx_error", payload: { reason: "rejoin" } };
    if (socket.readyState === 1) rig.deliver(socket, encode(versionOf(socket), error));
  }
}

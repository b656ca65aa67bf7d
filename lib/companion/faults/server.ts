/** What the server says before it ends a channel or a connection, in its own words. */
import { aimOf } from "../aim.ts";
import { encode, versionOf } from "../encode.ts";
import { textOf, type Rig, type Start } from "../rig.ts";
import { kill, socketsOf } from "./kill.ts";

const subTopic = (topic: string) => topic.slice("realtime:".length);

/** The joined topics of the page that a text is part of, and the ref of each join where the client shows it. */
function topicsOf({ seams }: Rig, part: string): { topic: string; joinRef: string | null }[] {
  const found: { topic: string; joinRef: string | null }[] = [];
  for (const [topic, held] of seams.channels) {
    const channel = held.deref();
    if (!topic.includes(part) || channel?.state !== "joined") continue;
    const { ref } = (channel.joinPush ?? {}) as { ref?: unknown };
    found.push({ topic, joinRef: typeof ref === "string" ? ref : null });
  }
  return found;
}

/** The reply to a join that no policy allows; the join itself is kept back. */
export const denyJoin: Start = (rig, params) => {
  const aim = aimOf(params, rig.seams.clock.now);
  return {
    depart({ socket, message }) {
      const { topic, ref, joinRef } = message;
      if (message.event !== "phx_join" || !aim({ topic })) return undefined;
      const reason = `Unauthorized: You do not have permissions to read from this Channel topic: ${subTopic(topic)}`;
      const payload = { response: { reason }, status: "error" };
      rig.act("denied", { topic });
      const reply = encode(versionOf(socket), { topic, event: "phx_reply", payload, ref, joinRef });
      rig.later(0, () => rig.deliver(socket, reply));
      return null;
    },
  };
};

/** `system` with an error, then the end of the channel. The server would send nothing of the topic until it is joined again. */
const endsChannels =
  (message: string): Start =>
  (rig, params) => {
    const ended = new Set<string>();
    for (const { topic, joinRef } of topicsOf(rig, textOf(params, "topic"))) {
      for (const socket of socketsOf(rig)) {
        const payload = {
          channel: subTopic(topic),
          extension: "system",
          message,
          status: "error",
        };
        const vsn = versionOf(socket);
        const close = { topic, event: "phx_close", payload: {}, ref: joinRef, joinRef };
        rig.deliver(socket, encode(vsn, { topic, event: "system", payload, joinRef }));
        rig.deliver(socket, encode(vsn, close));
      }
      ended.add(topic);
      rig.act("closed", { topic });
    }
    return {
      arrive: ({ message: frame }) => (frame && ended.has(frame.topic) ? "lost" : undefined),
      depart({ message: frame }) {
        if (frame.event === "phx_join") ended.delete(frame.topic);
        return undefined;
      },
    };
  };

export const expireToken = endsChannels("Token has expired 0 seconds ago");
export const tooManyMessages = endsChannels("Too many messages per second");

/** As when settings change or the server restarts. */
export const serverDisconnect: Start = (rig) => {
  for (const socket of socketsOf(rig)) {
    for (const { topic } of topicsOf(rig, "")) {
      const payload = { extension: "system", message: "Server requested disconnect", status: "ok" };
      rig.deliver(socket, encode(versionOf(socket), { topic, event: "system", payload }));
    }
    kill(rig, socket, 1_012, true);
  }
  return {};
};

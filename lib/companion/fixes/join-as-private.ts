/** What a database broadcasts reaches private channels only. */
import { textOf, type Start } from "../rig.ts";
import { failChannel } from "./rejoin.ts";

export const joinAsPrivate: Start = (rig, params) => {
  const part = textOf(params, "topic");
  const isOurs = (topic: string) => topic.startsWith("realtime:") && topic.includes(part);
  // Those that are joined as public already, or were refused, join again.
  for (const [topic, held] of rig.seams.channels) {
    const channel = held.deref();
    if (!channel || !isOurs(topic) || !["joined", "joining", "errored"].includes(channel.state))
      continue;
    if (channel.private ?? channel.params?.config?.private) continue;
    rig.act("asked to join again", { topic });
    rig.later(0, () => failChannel(rig, topic));
  }
  return {
    depart({ message }) {
      if (message.event !== "phx_join" || !isOurs(message.topic)) return undefined;
      const payload = message.payload as { config?: { private?: boolean } };
      if (payload.config?.private === true) return undefined;
      rig.act("joined as private", { topic: message.topic });
      const config = { ...payload.config, private: true };
      return { ...message, payload: { ...payload, config } };
    },
  };
};

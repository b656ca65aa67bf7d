import type { Channel } from "./channel.ts";
import { Presence } from "./presence.ts";

/** Who has joined what. A private and a public topic of the same name are two topics. */
export class Hub {
  readonly presence = new Presence();
  readonly #topics = new Map<string, Set<Channel>>();

  static key(isPrivate: boolean, topic: string): string {
    return `${isPrivate ? "private" : "public"} ${topic}`;
  }

  add(channel: Channel): void {
    const key = Hub.key(channel.config.isPrivate, channel.topic);
    const members = this.#topics.get(key) ?? new Set();
    this.#topics.set(key, members.add(channel));
  }

  /** Takes a channel out; its presence leaves with it. */
  remove(channel: Channel): void {
    const key = Hub.key(channel.config.isPrivate, channel.topic);
    const members = this.#topics.get(key);
    members?.delete(channel);
    if (members?.size === 0) this.#topics.delete(key);
    const diff = this.presence.untrack(key, channel);
    if (diff !== undefined) this.announce(key, diff);
  }

  members(isPrivate: boolean, topic: string): Channel[] {
    return [...(this.#topics.get(Hub.key(isPrivate, topic)) ?? [])];
  }

  /** Sends a presence diff. A private channel gets it only if it asked for presence. */
  announce(key: string, diff: unknown): void {
    const body = JSON.stringify(diff);
    for (const { socket, topic, config } of this.#topics.get(key) ?? []) {
      if (config.isPrivate && !config.presence.enabled) continue;
      socket.post({ joinRef: null, ref: null, topic, event: "presence_diff", body });
    }
  }
}

import { randomBytes } from "node:crypto";
import type { Channel } from "./channel.ts";

interface Meta {
  phx_ref: string;
  phx_ref_prev?: string;
  [field: string]: unknown;
}
type State = Record<string, { metas: Meta[] }>;
interface PresenceDiff {
  joins: State;
  leaves: State;
}
interface Tracked {
  key: string;
  /** The payload as JSON, to see that it is the same again. */
  sent: string;
  meta: Meta;
}

/** Who is present in a topic, each channel once. */
export class Presence {
  readonly #topics = new Map<string, Map<Channel, Tracked>>();

  /** Undefined when the same payload is there already: nobody is told again. */
  track(key: string, channel: Channel, payload: Record<string, unknown>): PresenceDiff | undefined {
    const tracked = this.#topics.get(key) ?? new Map<Channel, Tracked>();
    this.#topics.set(key, tracked);
    const before = tracked.get(channel);
    const sent = JSON.stringify(payload);
    if (before?.sent === sent) return undefined;
    const meta: Meta = {
      phx_ref: randomBytes(12).toString("base64url"),
      ...(before && { phx_ref_prev: before.meta.phx_ref }),
      ...payload,
    };
    const name = channel.config.presence.key;
    tracked.set(channel, { key: name, sent, meta });
    return {
      joins: { [name]: { metas: [meta] } },
      leaves: before ? { [name]: { metas: [before.meta] } } : {},
    };
  }

  /** Undefined when the channel was not tracked. */
  untrack(key: string, channel: Channel): PresenceDiff | undefined {
    const tracked = this.#topics.get(key);
    const before = tracked?.get(channel);
    if (before === undefined) return undefined;
    tracked?.delete(channel);
    if (tracked?.size === 0) this.#topics.delete(key);
    return { joins: {}, leaves: { [before.key]: { metas: [before.meta] } } };
  }

  state(key: string): State {
    const state: State = {};
    for (const { key: name, meta } of this.#topics.get(key)?.values() ?? []) {
      (state[name] ??= { metas: [] }).metas.push(meta);
    }
    return state;
  }
}

/**
 * The one line that an app may add: `window.__HOPSCOPE__?.register(client)`. It shows the channels of a client that the
 * trap on its constructor has not seen: those of a page that was here first, and those of a build that changes the names of
 * properties. The property is there only while the taps are.
 */
import type { RealtimeChannel } from "./channel.ts";
import type { RealtimeSocket } from "./auth.ts";
import { isObject, type Callback } from "./handler.ts";
import { push } from "./list.ts";
import { Array, Object, Proxy, Reflect, WeakSet } from "./natives.ts";
import { expose, patch } from "./patch.ts";
import type { Context } from "./tap.ts";

const NAME = "__HOPSCOPE__";

/** So many channels of a client are taken, and so many mistakes are told. */
const CHANNELS = 1_000;
const MISTAKES = 10;

interface Client extends RealtimeSocket {
  channel: Callback;
  channels?: unknown;
  getChannels?: () => unknown;
  /** Its socket, in old versions and from 2.100 on. */
  conn?: unknown;
  socketAdapter?: { socket?: { conn?: unknown } };
}

/** `adopt` is called with every channel of a registered client, now and later; it knows those that it had before. */
export function offerRegister(
  { page, say, undo, delivery }: Context,
  adopt: (channel: RealtimeChannel, client: RealtimeSocket) => void,
): void {
  const patched = new WeakSet<object>();
  let on = true;
  let mistakes = 0;

  /** What is registered is the page's, and may raise anything: that is no fault of the tap. */
  const attempt = (work: () => void) => {
    if (!on) return;
    try {
      work();
    } catch {
      tell("what was given raised an error");
    }
  };
  const tell = (mistake: string) => {
    if (mistakes++ >= MISTAKES) return;
    say({ kind: "tap.error", tap: "channel", message: `register(): ${mistake}`, off: false });
  };

  const follow = (client: Client) => {
    const { socketAdapter, conn = socketAdapter?.socket?.conn } = client;
    if (conn instanceof page.WebSocket) delivery.watchSocket?.(conn);
    for (const channel of channelsOf(client)) adopt(channel, client);
    const prototype = Object.getPrototypeOf(client) as object | null;
    if (!prototype || patched.has(prototype) || !Object.hasOwn(prototype, "channel")) return;
    patched.add(prototype);
    const apply = (target: Callback, self: Client, args: unknown[]): unknown => {
      const channel = Reflect.apply(target, self, args);
      attempt(() => isChannel(channel) && adopt(channel, self));
      return channel;
    };
    undo(patch(prototype, "channel", (original: Callback) => new Proxy(original, { apply })));
  };

  const register = (given?: unknown): void =>
    attempt(() => {
      const client = clientOf(given);
      if (client) follow(client);
      else tell("this is neither a SupabaseClient nor a RealtimeClient");
    });
  undo(expose(page, NAME, Object.freeze({ register })));
  undo(() => {
    on = false;
  });
}

const isClient = (value: unknown): value is Client =>
  isObject(value) &&
  typeof value.channel === "function" &&
  (typeof value.getChannels === "function" || Array.isArray(value.channels));

/** A SupabaseClient has a RealtimeClient, and some methods of it. */
function clientOf(given: unknown): Client | undefined {
  if (!isObject(given)) return undefined;
  const { realtime } = given;
  return isClient(realtime) ? realtime : isClient(given) ? given : undefined;
}

function channelsOf(client: Client): RealtimeChannel[] {
  const { channels } = client;
  const list: unknown = Array.isArray(channels) ? channels : client.getChannels?.();
  if (!Array.isArray(list)) return [];
  const found: RealtimeChannel[] = [];
  for (const each of list as unknown[]) {
    if (found.length < CHANNELS && isChannel(each)) push(found, each);
  }
  return found;
}

const isChannel = (value: unknown): value is RealtimeChannel =>
  isObject(value) && typeof value.topic === "string" && typeof value.on === "function";

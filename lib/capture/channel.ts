/**
 * RealtimeChannel instances of realtime-js. Nothing global leads to them, but every version from 2.10 on assigns
 * `this.subTopic` in the constructor, when `topic` and `socket` are there already: a setter on Object.prototype sees
 * each one. Their prototype is then patched once.
 */
import { some } from "./list.ts";
import { attempt, Object, Proxy, Reflect, WeakMap, WeakRef, WeakSet, valueOf } from "./natives.ts";
import type { Binding } from "../event.ts";
import { authWatcher, type RealtimeSocket } from "./auth.ts";
import { describeError, isObject, report, type Callback, type Run } from "./handler.ts";
import { wrapExisting } from "./existing.ts";
import { missWatcher } from "./misses.ts";
import { assign, define, patch, standFor, write } from "./patch.ts";
import { reasonOf } from "./reason.ts";
import { offerRegister } from "./register.ts";
import { stackBelow } from "./stack.ts";
import { listen, type Context, type Tap } from "./tap.ts";

/** The part of a RealtimeChannel that we read. `state` is a getter in current versions. */
export interface RealtimeChannel {
  topic: string;
  state: string;
  socket: RealtimeSocket;
  private?: boolean;
  params?: { config?: { private?: boolean } };
  joinPush?: { payload?: unknown };
}

/** Registrations under other types are the client's own (`phx_reply`, `chan_reply_1` …). */
const observed = /^(broadcast|postgres_changes|presence|system)$/i;

export const tapChannel: Tap = {
  name: "channel",
  start(context) {
    const { page, safe, undo, say } = context;
    const patched = new WeakSet<object>();
    const numbers = new WeakMap<object, number>();
    let count = 0;
    const numberOf = (channel: object) => {
      const known = numbers.get(channel);
      if (known !== undefined) return known;
      numbers.set(channel, count);
      return count++;
    };
    const auth = authWatcher(context);
    const wrap = bindingWrapper(context, numberOf);
    const known = new WeakSet<object>();
    /** `client` is the channel's own, as far as it shows under its name. */
    const created = (channel: RealtimeChannel, client: unknown) => {
      if (known.has(channel)) return;
      known.add(channel);
      say({ kind: "channel.create", channel: numberOf(channel), topic: channel.topic });
      context.channels.set(channel.topic, new WeakRef(channel));
      const socket = isObject(client) ? (client as RealtimeSocket) : {};
      auth.attach(socket);
      const prototype = Object.getPrototypeOf(channel) as object;
      if (patched.has(prototype)) return;
      patched.add(prototype);
      patchBindings(prototype, context, wrap);
      patchSubscription(prototype, context, numberOf, auth);
      const version = socket.headers?.["X-Client-Info"];
      say({
        kind: "tap.attach",
        tap: "channel",
        what: "RealtimeChannel",
        ...(version && { version }),
      });
    };
    const { prototype } = page.Object;
    undo(
      define(prototype, "subTopic", {
        get: () => undefined,
        set(value) {
          if (this === prototype) return assign(this, "subTopic", value);
          write(this, "subTopic", value);
          safe(() => {
            if (!attempt(() => isChannel(this))) return;
            const channel = this as RealtimeChannel;
            created(channel, valueOf(channel, "socket"));
          });
        },
      }),
    );
    offerRegister(context, (channel, client) => {
      if (known.has(channel)) return;
      created(channel, client);
      wrapExisting(channel, (...args) => wrap(channel, args, undefined), undo);
    });
  },
};

/** Makes the callback of a binding one that reports. Undefined for what is the client's own, or does report. */
type Wrap = (
  self: RealtimeChannel,
  args: unknown[],
  stack: string | undefined,
) => Callback | undefined;

function bindingWrapper(context: Context, numberOf: (channel: object) => number): Wrap {
  const { safe, undo, say, page, clock } = context;
  const wrappers = new WeakSet<Callback>();
  const runs = new WeakMap<object, Run>();
  const watchMisses = missWatcher(clock.now);
  undo(
    listen<PromiseRejectionEvent>(page, "unhandledrejection", (event) =>
      safe(() => {
        const rejected = runs.get(event.promise);
        if (!rejected) return;
        const { since, ...about } = rejected;
        const ms = clock.now() - since;
        const reason = { error: "undefined", ...describeError(event.reason) };
        say({ kind: "handler.reject", ...about, ms, ...reason });
      }),
    ),
  );
  return (self, [type, filter, callback], stack) => {
    if (typeof callback !== "function" || wrappers.has(callback as Callback)) return undefined;
    if (typeof type !== "string" || !observed.test(type) || !filter) return undefined;
    const binding = readBinding(type, filter);
    const handler = callback.name || "(anonymous)";
    const about = { channel: numberOf(self), topic: self.topic, binding, handler };
    const state = stateOf(self);
    const from = stack !== undefined && { stack };
    const bind = say({ kind: "channel.bind", ...about, state, ...from });
    const wrapper = report(callback as Callback, { ...about, bind }, context, runs, watchMisses);
    wrappers.add(wrapper);
    return wrapper;
  };
}

/** `_on(type, filter, callback)` is where every public `on()` ends, unless a build has changed its name. */
function patchBindings(prototype: object, { safe, undo }: Context, wrap: Wrap): void {
  const name = typeof valueOf(prototype, "_on") === "function" ? "_on" : "on";
  if (typeof valueOf(prototype, name) !== "function") return;
  undo(
    patch(prototype, name, (original: Callback) => {
      const trap = {
        apply(target: Callback, self: RealtimeChannel, args: unknown[]): unknown {
          const wrapper = safe(() => wrap(self, args, stackBelow(trap.apply)));
          const [type, filter] = args;
          return Reflect.apply(target, self, wrapper ? [type, filter, wrapper] : args);
        },
      };
      return new Proxy(original, trap);
    }),
  );
}

function patchSubscription(
  prototype: object,
  { safe, undo, say }: Context,
  numberOf: (channel: object) => number,
  auth: ReturnType<typeof authWatcher>,
): void {
  const wrapStatus = (self: RealtimeChannel, callback: Callback) => {
    const wrapper = new Proxy(callback, {
      apply(target, that, args: unknown[]) {
        safe(() => {
          const [status, error] = args;
          const about = { channel: numberOf(self), topic: self.topic, status: reasonOf(status) };
          const { error: message } = describeError(error);
          say({
            kind: "channel.status",
            ...about,
            ...(message !== undefined && { error: message }),
          });
        });
        return Reflect.apply(target, that, args);
      },
    });
    return standFor(wrapper, callback);
  };
  const wraps = {
    subscribe: (target: Callback, self: RealtimeChannel, args: unknown[]): unknown => {
      const [callback, ...rest] = args;
      const before = safe(() => stateOf(self));
      const stack = safe(() => stackBelow(wraps.subscribe));
      safe(() => before === "closed" && auth.subscribed(self.topic));
      const given =
        typeof callback === "function" ? [wrapStatus(self, callback as Callback), ...rest] : args;
      try {
        return Reflect.apply(target, self, given);
      } finally {
        safe(() => {
          if (before === undefined) return;
          const after = stateOf(self);
          // Only a closed channel joins; otherwise the call does nothing (or throws, up to 2.11.10).
          const noop = before !== "closed" && before !== UNNAMED && before === after;
          const about = { channel: numberOf(self), topic: self.topic, before, after, noop };
          say({ kind: "channel.subscribe", ...about, ...(stack !== undefined && { stack }) });
        });
      }
    },
    unsubscribe: (target: Callback, self: RealtimeChannel, args: unknown[]): unknown => {
      safe(() => {
        auth.unsubscribed(self.topic);
        say({ kind: "channel.unsubscribe", channel: numberOf(self), topic: self.topic });
      });
      return Reflect.apply(target, self, args);
    },
  };
  for (const [name, apply] of Object.entries(wraps)) {
    if (typeof Reflect.get(prototype, name) !== "function") continue;
    undo(patch(prototype, name, (original: Callback) => new Proxy(original, { apply })));
  }
}

/** The state of a channel whose property has another name. */
const UNNAMED = "unknown";
const stateOf = ({ state }: RealtimeChannel): string =>
  typeof state === "string" ? state : UNNAMED;

/** Of a class with the methods that are patched: those of any other object are left alone. */
const isChannel = (value: object): value is RealtimeChannel =>
  typeof valueOf(value, "topic") === "string" &&
  isObject(valueOf(value, "socket")) &&
  !some(["subscribe", "unsubscribe"], (name) => !isMethod(value, name)) &&
  some(["_on", "on"], (name) => isMethod(value, name));

function isMethod(value: object, name: string): boolean {
  const prototype = Reflect.getPrototypeOf(value);
  return prototype !== null && typeof valueOf(prototype, name) === "function";
}

function readBinding(type: string, filter: unknown): Binding {
  const event = isObject(filter) ? filter.event : undefined;
  return { type, ...(typeof event === "string" && { event }) };
}

import { RealtimeClient, type RealtimeChannel } from "@supabase/realtime-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tapChannel } from "./channel.ts";
import { createContext } from "./context.fixture.ts";

type Window = { __HOPSCOPE__?: { register: (client?: unknown) => void } };

/** A page with realtime-js as it is, before and after the tap comes. */
function setup() {
  const page = Object.assign(new EventTarget(), {
    Object,
    performance,
    setTimeout: () => 0,
    navigator: {},
    localStorage: { getItem: () => null },
    WebSocket: function WebSocket() {},
  });
  const tap = createContext(page);
  const makeClient = () =>
    new RealtimeClient("ws://db.test/realtime/v1", {
      params: { apikey: "key" },
      transport: function transport() {} as never,
    });
  const register = (given?: unknown) => (page as Window).__HOPSCOPE__?.register(given);
  return { ...tap, page, makeClient, register };
}

/** The server says something on a channel. */
function deliver(channel: RealtimeChannel, event: string): void {
  type Inner = { trigger: (type: string, payload: object) => void };
  const { channel: inner } = Reflect.get(channel, "channelAdapter") as { channel: Inner };
  inner.trigger("broadcast", { type: "broadcast", event, payload: {} });
}

let page: ReturnType<typeof setup>;
beforeEach(() => {
  page = setup();
});
afterEach(() => page.stop());

test("it is there without being seen, and goes with the taps", () => {
  tapChannel.start(page.context);
  expect(Object.keys(page.page)).not.toContain("__HOPSCOPE__");
  const { register } = (page.page as Window).__HOPSCOPE__!;
  page.stop();
  expect("__HOPSCOPE__" in page.page).toBe(false);
  const client = page.makeClient();
  client.channel("later");
  register(client);
  expect(page.said).toEqual([]);
});

test("the page's own property of this name stays", () => {
  const own = { register: () => {} };
  Object.assign(page.page, { __HOPSCOPE__: own });
  tapChannel.start(page.context);
  page.stop();
  expect((page.page as Window).__HOPSCOPE__).toBe(own);
});

test.each([
  ["a RealtimeClient", (client: RealtimeClient): unknown => client],
  ["a SupabaseClient", (client: RealtimeClient) => ({ realtime: client, channel: () => {} })],
])("%s that was there before shows its channels, their bindings and what they run", (_, wrap) => {
  const client = page.makeClient();
  const both = vi.fn();
  const channel = client.channel("old");
  channel.on("broadcast", { event: "A" }, both).on("broadcast", { event: "B" }, both);
  channel.on("broadcast", { event: "C" }, function third() {});
  tapChannel.start(page.context);
  page.register(wrap(client));
  page.register(wrap(client));
  expect(page.ofKind("channel.create")).toMatchObject([{ topic: "realtime:old" }]);
  expect(page.ofKind("channel.bind")).toMatchObject([
    { binding: { type: "broadcast", event: "A" } },
    { binding: { type: "broadcast", event: "B" } },
    { binding: { type: "broadcast", event: "C" }, handler: "third" },
  ]);
  deliver(channel, "B");
  deliver(channel, "C");
  expect(both).toHaveBeenCalledOnce();
  expect(page.ofKind("handler.run")).toMatchObject([
    { binding: { event: "B" }, outcome: "returned" },
    { binding: { event: "C" }, handler: "third" },
  ]);
});

test("what is stopped is as it was before", () => {
  const client = page.makeClient();
  const handle = vi.fn();
  const channel = client.channel("old").on("broadcast", { event: "A" }, handle);
  tapChannel.start(page.context);
  page.register(client);
  expect(channel.bindings["broadcast"]?.[0]?.callback).not.toBe(handle);
  page.stop();
  expect(channel.bindings["broadcast"]?.[0]?.callback).toBe(handle);
  deliver(channel, "A");
  expect(handle).toHaveBeenCalledOnce();
  expect(page.ofKind("handler.run")).toEqual([]);
});

/** A client of a build that gives every property but the public ones another name. */
function mangled() {
  type Binding = { type: string; filter: object; callback: (message: object) => void };
  class Channel {
    bindings: Record<string, Binding[]> = {};
    readonly topic: string;
    constructor(topic: string) {
      this.topic = topic;
    }
    on(type: string, filter: object, callback: Binding["callback"]) {
      (this.bindings[type] ??= []).push({ type, filter, callback });
      return this;
    }
    deliver(message: object) {
      for (const { callback } of this.bindings["broadcast"] ?? []) callback(message);
    }
  }
  const list: Channel[] = [];
  const methods = {
    getChannels: () => list,
    channel(topic: string) {
      const made = new Channel(`realtime:${topic}`);
      list.push(made);
      return made;
    },
  };
  return Object.create(methods) as typeof methods;
}

test("a client whose names were changed shows what it has and what it makes", () => {
  tapChannel.start(page.context);
  const client = mangled();
  const [old, fresh] = ["old", "new"].map((topic) => () => client.channel(topic));
  const before = old!().on("broadcast", { event: "*" }, function first() {});
  page.register(client);
  const after = fresh!().on("broadcast", { event: "*" }, function second() {
    throw new Error("from the handler");
  });
  before.deliver({ event: "A" });
  expect(() => after.deliver({ event: "B" })).toThrow("from the handler");
  expect(page.ofKind("channel.bind")).toMatchObject([
    { topic: "realtime:old", handler: "first", state: "unknown" },
    { topic: "realtime:new", handler: "second", state: "unknown" },
  ]);
  expect(page.ofKind("handler.run")).toMatchObject([
    { handler: "first", outcome: "returned" },
    { handler: "second", outcome: "threw" },
  ]);
});

const raise = () => {
  throw new Error("hostile");
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const hostile = new Proxy(
  {},
  { get: raise, getOwnPropertyDescriptor: raise, getPrototypeOf: raise },
);

test.each([
  ["nothing", undefined],
  ["a number", 7],
  ["a function", raise],
  ["a proxy that raises", hostile],
  ["a proxy that is no more", revoked()],
  ["a client whose channels raise", { channel: raise, getChannels: raise }],
  ["a client with a channel that raises", { channel: raise, channels: [hostile] }],
  ["a channel without anything", { channel: raise, channels: [{ topic: "t", on: raise }] }],
  [
    "bindings that are no bindings",
    {
      channel: raise,
      channels: [{ topic: "t", on: raise, bindings: { broadcast: [null, 3, { callback: 1 }] } }],
    },
  ],
])("%s does no harm, and the tap goes on", (_, given) => {
  tapChannel.start(page.context);
  for (let times = 0; times < 30; times += 1) expect(() => page.register(given)).not.toThrow();
  const errors = page.ofKind("tap.error");
  expect(errors.length).toBeLessThanOrEqual(10);
  expect(errors.every((error) => "off" in error && !error.off)).toBe(true);
  page.makeClient().channel("healthy");
  expect(page.ofKind("channel.create").at(-1)).toMatchObject({ topic: "realtime:healthy" });
});

import { RealtimeClient } from "@supabase/realtime-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tapChannel } from "./channel.ts";
import { createContext } from "./context.fixture.ts";
import { describeError } from "./handler.ts";

const noop = () => {};

function setup() {
  const clock = { now: 0 };
  const page = Object.assign(new EventTarget(), {
    Object,
    performance: { now: () => clock.now },
    setTimeout: () => 0,
    navigator: {},
    localStorage: { getItem: () => null },
    WebSocket: function WebSocket() {},
  });
  const tap = createContext(page);
  tapChannel.start(tap.context);
  const client = new RealtimeClient("ws://db.test/realtime/v1", {
    params: { apikey: "key" },
    transport: function transport() {} as never,
  });
  const channel = client.channel("room");
  type Inner = { trigger: (type: string, payload: object) => void };
  const { channel: inner } = Reflect.get(channel, "channelAdapter") as { channel: Inner };
  const deliver = (event: string) =>
    inner.trigger("broadcast", { type: "broadcast", event, payload: {} });
  return { ...tap, page, clock, channel, deliver };
}

let page: ReturnType<typeof setup>;
beforeEach(() => {
  page = setup();
});
afterEach(() => page.stop());

test("a frame's runs are those of the bindings that it matched, each by its registration", () => {
  const on = (event: string, handle: () => void) =>
    page.channel.on("broadcast", { event }, () => handle());
  on("INSERT", noop);
  on("UPDATE", noop);
  on("*", noop);
  page.deliver("insert");
  const binds = page.said.flatMap((said, index) =>
    said.kind === "channel.bind" ? [[`d:${index}`, said.binding.event]] : [],
  );
  expect(binds.map(([, event]) => event)).toEqual(["INSERT", "UPDATE", "*"]);
  const runs = page.ofKind("handler.run").map((run) => Reflect.get(run, "bind") as string);
  expect(runs).toEqual([binds[0]?.[0], binds[2]?.[0]]);
});

/** The runner formats stacks; a page that does so would run its own code when one is read. */
const { prepareStackTrace } = Error;
beforeEach(() => void Reflect.set(Error, "prepareStackTrace", undefined));
afterEach(() => void Reflect.set(Error, "prepareStackTrace", prepareStackTrace));

test("a callback that rejects says after how long, with what and from where", () => {
  const promise = new Promise(noop);
  page.channel.on("broadcast", { event: "*" }, async function load() {
    await Promise.resolve();
  });
  page.channel.on("broadcast", { event: "*" }, () => promise as never);
  page.deliver("UPDATE");
  page.clock.now += 250;
  const reason = new Error("no such node");
  page.page.dispatchEvent(Object.assign(new Event("unhandledrejection"), { promise, reason }));
  const outcomes = page.ofKind("handler.run").map((run) => Reflect.get(run, "outcome") as string);
  expect(outcomes).toEqual(["promised", "promised"]);
  expect(page.ofKind("handler.reject")).toEqual([
    {
      kind: "handler.reject",
      run: `d:${page.said.findLastIndex(({ kind }) => kind === "handler.run")}`,
      topic: "realtime:room",
      handler: "(anonymous)",
      ms: 250,
      error: "no such node",
      stack: reason.stack,
    },
  ]);
});

const raise = () => {
  throw new Error("hostile");
};

test.each([
  ["a text", "oops", "oops"],
  ["an object", { a: 1 }, '{"a":1}'],
  ["a message that is none", Object.assign(new Error("x"), { message: 7, stack: {} }), ""],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["what raises when it is asked", { toString: raise }, '{"toString":"[function]"}'],
  ["a proxy", new Proxy({}, { get: raise, getPrototypeOf: raise }), "(unreadable)"],
])("%s that was thrown is text, and nothing more", (_, thrown, error) => {
  expect(describeError(thrown)).toEqual({ error });
});

import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { CaptureEvent, TapName } from "../../lib/event.ts";
import { launchBare } from "../../scripts/browser.ts";
import { startServer } from "./conformance/server.ts";
import { bundle } from "./taps/bundle.ts";

let taps: string;
let snapshot: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let heard: string[];

beforeAll(async () => {
  taps = await bundle("../conformance/broken-install.ts");
  snapshot = await bundle("../conformance/snapshot.ts");
  server = await startServer("<!doctype html><title>off</title><body><img src='/none.png'>");
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  heard = [];
  page.on("pageerror", (error) => heard.push(String(error)));
});
afterEach(async () => {
  await page.close();
});

const readEvents = async () => {
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 50))");
  return (await page.evaluate("taps.events")) as CaptureEvent[];
};
const switchedOff = async () =>
  (await readEvents()).flatMap((event) => (event.kind === "tap.error" ? [event.tap] : []));

/** Something of every tap. Each line is what the page gets, whatever becomes of the taps. */
const session = `(async () => {
  const found = [];
  const socket = new WebSocket("ws://" + location.host + "/websocket?vsn=2.0.0");
  await new Promise((resolve) => (socket.onopen = resolve));
  socket.send('["1","1","realtime:a","phx_join",{}]');
  found.push((await new Promise((resolve) => (socket.onmessage = resolve))).data);
  socket.close();
  class Client { headers = {}; }
  class Channel {
    callbacks = [];
    state = "closed";
    constructor(topic) {
      this.topic = topic;
      this.socket = new Client();
      this.subTopic = topic.replace("realtime:", "");
    }
    _on(type, filter, callback) { this.callbacks.push(callback); return this; }
    subscribe(callback) { callback("SUBSCRIBED"); return this; }
    unsubscribe() { return "ok"; }
  }
  const channel = new Channel("realtime:fal_jobs:a");
  channel._on("broadcast", { event: "INSERT" }, ({ payload }) => found.push(payload.record.id));
  channel.subscribe((status) => found.push(status));
  const record = { id: "job-1", result: { images: [{ url: location.origin + "/one.png" }] } };
  const change = { operation: "INSERT", table: "other", schema: "public", record, old_record: null };
  for (const callback of channel.callbacks) callback({ type: "broadcast", event: "INSERT", payload: change });
  found.push(channel.unsubscribe(), channel.subTopic);
  const answer = await fetch("/api/projects/json", { method: "PUT", body: "{}" });
  found.push(answer.status, await answer.text());
  // As SWR does it.
  const cache = new Map();
  const states = new WeakMap();
  const mutate = (function (given, key) { return [given === cache, key]; }).bind(undefined, cache);
  const setter = (key, value) => void cache.set(key, value);
  states.set(cache, [{}, {}, {}, {}, mutate, setter, () => {}]);
  found.push(await mutate("/api/projects/1"));
  states.get(cache)[5]("/api/projects/1", { data: { nodes: [] } }, {});
  found.push(cache.get("/api/projects/1").data.nodes.length);
  const hook = window.__REACT_DEVTOOLS_GLOBAL_HOOK__;
  if (hook) hook.onCommitFiberRoot(1, window.root ?? { current: { memoizedProps: {}, child: null } });
  console.debug("[REALTIME] line", { a: 1 });
  setTimeout(() => { throw new Error("of the page"); });
  history.pushState({}, "", "/api/moved");
  await new Promise((resolve) => setTimeout(resolve, 60));
  found.push(location.pathname);
  window.kept = { Channel, states, setter, state: states.get(cache) };
  return JSON.stringify(found);
})()`;

/** What the taps have changed of the page's own objects, which only the session knows. */
const changed = `[
  ...["_on", "subscribe", "unsubscribe"].filter((name) => /native code/.test(kept.Channel.prototype[name])),
  ...Reflect.ownKeys(kept.states),
  ...(kept.state[5] === kept.setter ? [] : ["setter"]),
]`;

async function play(before = ""): Promise<unknown> {
  await page.evaluateOnNewDocument(before);
  await page.evaluateOnNewDocument(taps);
  await page.goto(server.url);
  return await page.evaluate(session);
}

async function playBare(): Promise<unknown> {
  const bare = await browser.newPage();
  await bare.goto(server.url);
  const found = await bare.evaluate(session);
  await bare.close();
  return found;
}

test("what was there before the taps is there after them: the same values, attributes and order", async () => {
  await page.evaluateOnNewDocument(snapshot);
  await play();
  expect(await switchedOff()).toEqual([]);
  const during = (await page.evaluate("snapshot.compare(snapshot.before)")) as string[];
  expect(during.length).toBeGreaterThan(10);
  expect(await page.evaluate(changed)).toEqual(["setter"]);
  await page.evaluate("taps.uninstall()");
  expect(await page.evaluate("snapshot.compare(snapshot.before)")).toEqual([]);
  expect(await page.evaluate(changed)).toEqual([]);
  const count = (await readEvents()).length;
  expect(await page.evaluate(session)).toBe(await playBare());
  expect(await readEvents()).toHaveLength(count);
});

test("what the page has put on top stays, and nothing below it does anything any more", async () => {
  await page.evaluateOnNewDocument(taps);
  await page.goto(server.url);
  await page.evaluate(() => {
    const calls: string[] = [];
    const wrap = (target: object, key: string) => {
      const below = Reflect.get(target, key) as (...args: unknown[]) => unknown;
      Reflect.set(target, key, function above(this: unknown, ...args: unknown[]) {
        calls.push(key);
        return new.target ? Reflect.construct(below, args) : Reflect.apply(below, this, args);
      });
    };
    wrap(window, "fetch");
    wrap(WebSocket.prototype, "send");
    wrap(WeakMap.prototype, "set");
    wrap(Function.prototype, "bind");
    wrap(console, "debug");
    const Below = WebSocket;
    window.WebSocket = class Above extends Below {};
    const above = [fetch, WebSocket.prototype.send, console.debug, window.WebSocket];
    Object.assign(window, { calls, above });
    (Reflect.get(window, "taps") as { uninstall: () => void }).uninstall();
  });
  const count = (await readEvents()).length;
  expect(await page.evaluate(session)).toBe(await playBare());
  expect(await readEvents()).toHaveLength(count);
  const kept =
    "above.every((one, i) => one === [fetch, WebSocket.prototype.send, console.debug, WebSocket][i])";
  expect(await page.evaluate(kept)).toBe(true);
  expect(new Set((await page.evaluate("calls")) as string[])).toEqual(
    new Set(["fetch", "send", "set", "bind", "debug"]),
  );
});

/** How each tap is broken: what raises is there before it, or comes when it is at work. */
const faults: [TapName, string, string][] = [
  ["socket", "WebSocket.prototype is frozen", "Object.freeze(WebSocket.prototype)"],
  [
    "channel",
    "subTopic is taken",
    "Object.defineProperty(Object.prototype, 'subTopic', { writable: true })",
  ],
  [
    "fetch",
    "fetch is fixed",
    "Object.defineProperty(window, 'fetch', { configurable: false, writable: false })",
  ],
  ["swr", "WeakMap.prototype is frozen", "Object.freeze(WeakMap.prototype)"],
  [
    "react",
    "the hook is taken",
    "Object.defineProperty(Window.prototype, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {})",
  ],
  [
    "image",
    "no class of images",
    "Object.defineProperty(document, 'images', { get() { throw new Error('broken') } })",
  ],
  ["console", "console is frozen", "Object.freeze(console)"],
  [
    "error",
    "an event without a message",
    "Object.defineProperty(ErrorEvent.prototype, 'message', { get() { throw new Error('broken') } })",
  ],
  [
    "page",
    "navigation is something else",
    "Object.defineProperty(window, 'navigation', { value: { addEventListener() { throw new Error('broken') } } })",
  ],
  ["socket", "at a frame", "window.breaks = ['frameCap']"],
  ["channel", "in a handler", "window.breaks = ['jobTopic']"],
  ["fetch", "at a call", "window.breaks = ['requestCap']"],
  ["swr", "at a write", "window.breaks = ['projectKey']"],
  ["console", "at a line", "window.breaks = ['lineCap']"],
  ["react", "at a commit", "window.root = 3"],
];

test.each(faults)(
  "%s breaks (%s): it alone is off, and the page goes on",
  async (tap, _how, fault) => {
    const found = await play(fault);
    const hasSend = !fault.includes("delete");
    if (hasSend) expect(found).toBe(await playBare());
    expect(await switchedOff()).toEqual([tap]);
    const kinds = new Set((await readEvents()).map(({ kind }) => kind));
    const ofTaps: Record<TapName, CaptureEvent["kind"]> = {
      socket: "socket.close",
      channel: "channel.unsubscribe",
      fetch: "fetch.end",
      swr: "cache.write",
      react: "page.start",
      image: "page.start",
      console: "console.line",
      error: "error.throw",
      page: "page.navigate",
    };
    const others = Object.entries(ofTaps).filter(([name]) => name !== tap);
    expect(others.filter(([, kind]) => !kinds.has(kind))).toEqual([]);
    expect(heard).toEqual(["Error: of the page"]);
  },
);

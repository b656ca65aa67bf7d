import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Reply } from "../../lib/command.ts";
import type { Question } from "../../lib/wire/runtime-port.ts";
import type { Message } from "../../lib/wire/message.ts";
import { launch, openPanelPage } from "../../scripts/browser.ts";
import { firstPage } from "../../scripts/play.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  const script = (await bundle("page.tsx")).replaceAll("</script", "<\\/script");
  server = await startServer(`<!doctype html><title>taps</title><body><script>${script}</script>`);
  browser = await launch();
  page = await firstPage(browser);
  await page.goto(server.url);
  panel = await openPanelPage(browser, page);
  await vi.waitFor(async () => expect(await events()).not.toEqual([]), 10_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const events = async () => await panel.evaluate(() => [...window.hopscope.events()]);

/** Asks as the panel does, by a connection of its own, and gives what comes to it. */
async function post(command: (Question & { ask: number }) | object): Promise<Message[]> {
  return await panel.evaluate(async (given) => {
    const tabId = Number(new URLSearchParams(location.search).get("tabId"));
    const port = chrome.tabs.connect(tabId, { frameId: 0, name: "hopscope" });
    const got: Message[] = [];
    const answered = new Promise<void>((resolve) => {
      port.onMessage.addListener((message: Message) => {
        got.push(message);
        const isAnswer = "ask" in given ? message.kind === "reply" : message.kind === "batch";
        if (isAnswer) resolve();
      });
    });
    port.postMessage({ kind: "attach" });
    port.postMessage({ kind: "command", command: given });
    await answered;
    port.disconnect();
    return got;
  }, command);
}
const replyOf = (messages: Message[]): Reply | undefined =>
  messages.flatMap((message) => (message.kind === "reply" ? [message.reply] : []))[0];

test("a GET is made by the page itself, told as an event, and is none of the app's", async () => {
  const before = await events();
  await post({ kind: "probe.get", question: "project p", path: "/api/projects/p" });
  const fresh = await vi.waitFor(async () => {
    const found = (await events()).slice(before.length);
    expect(found.at(-1)?.kind).toBe("probe.answer");
    return found;
  }, 10_000);
  expect(fresh.map(({ kind }) => kind)).toEqual(["probe.answer"]);
  expect(fresh[0]).toMatchObject({
    question: "project p",
    status: 200,
    body: JSON.stringify(server.state.project),
  });
});

test.each([
  "/api/projects/away",
  "/logout",
  "/api/projects/../../logout",
  "//127.0.0.1:1/api/projects/p",
])("a GET of %s leads nowhere else", async (path) => {
  const before = (await events()).length;
  await post({ kind: "probe.get", question: path, path });
  const answer = await vi.waitFor(async () => {
    const found = (await events()).slice(before).at(-1);
    expect(found?.kind).toBe("probe.answer");
    return found;
  }, 10_000);
  expect(answer).toMatchObject({ question: path, status: 0 });
  expect(server.state.loggedOut).toBe(0);
});

test("the live settings of a socket come to the panel that asked, and nowhere else", async () => {
  const reply = replyOf(await post({ kind: "socket.ask", ask: 3, topic: "realtime:fal_jobs:ada" }));
  expect(reply).toMatchObject({ kind: "socket.tell", ask: 3, private: true });
  const { url, apikey, token } = reply as Extract<Reply, { kind: "socket.tell" }>;
  expect(url).toBe(`${server.url.replace("http", "ws")}supabase/realtime/v1`);
  expect(apikey).toMatch(/^eyJ/);
  expect(token).toBe(apikey);
  expect(JSON.stringify(await events())).not.toContain(apikey);
});

test("the panel joins with what the page joins with, once, and the page's own socket does not notice", async () => {
  const reply = replyOf(await post({ kind: "socket.ask", ask: 1, topic: "realtime:fal_jobs:ada" }));
  const before = await events();
  await panel.evaluate(await bundle("join.ts"));
  const question = JSON.stringify({ ...reply, topic: "realtime:fal_jobs:ada" });
  expect(await panel.evaluate(`joinProbe(${question})`)).toMatchObject({ status: "ok" });
  expect((await events()).slice(before.length)).toEqual([]);
});

test("a source of the page's own origin is read, anything else is refused with a sentence", async () => {
  const source = replyOf(await post({ kind: "source.ask", ask: 1, url: "/chunk.js" }));
  expect(source).toMatchObject({ kind: "source.tell", ask: 1 });
  const other = replyOf(await post({ kind: "source.ask", ask: 2, url: "http://127.0.0.1:1/a.js" }));
  expect(other).toMatchObject({ kind: "ask.fail", ask: 2 });
});

test("nothing that the page says makes it ask or reach the panel", async () => {
  const before = (await events()).length;
  await page.evaluate(async () => {
    const command = { kind: "probe.get", question: "forged", path: "/api/projects/p" };
    const { port1, port2 } = new MessageChannel();
    const seen: unknown[] = [];
    port1.addEventListener("message", ({ data }) => seen.push(data));
    port1.start();
    for (const data of [
      { kind: "command", command },
      { hopscope: "command", command },
      { hopscope: "ask" },
    ]) {
      window.postMessage(data, "*");
    }
    window.postMessage({ hopscope: "offer" }, "*", [port2]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (seen.length > 0) throw new Error(JSON.stringify(seen));
  });
  expect((await events()).slice(before)).toEqual([]);
});

test("in a flood the bodies of a topic that nobody needs stay in the page until somebody asks", async () => {
  const before = (await events()).length;
  const change = (n: number) => ({ table: "cursors", record: { n, text: "x".repeat(3_000) } });
  for (let n = 0; n < 200; n += 1) server.broadcast("project:p", "UPDATE", change(n));
  for (let n = 0; n < 200; n += 1) server.broadcast("room:1", "MOVE", change(n));
  const frames = await vi.waitFor(async () => {
    const found = (await events()).slice(before).filter((event) => event.kind === "frame.in");
    expect(found.length).toBe(400);
    return found;
  }, 20_000);
  const seqs = (await events()).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_seq, n) => n));
  expect(frames.slice(0, 200).filter(({ held }) => held)).toEqual([]);
  const held = frames.filter((event) => event.held);
  expect(held.length).toBeGreaterThan(100);
  const last = held.at(-1)!;
  expect(last).toMatchObject({ held: { topic: "realtime:room:1", event: "broadcast" } });
  const reply = replyOf(await post({ kind: "body.ask", ask: 1, events: [last.id, "d:0"] }));
  const { bodies } = reply as Extract<Reply, { kind: "body.tell" }>;
  expect(bodies.map(({ event }) => event)).toEqual([last.id]);
  const [told] = bodies;
  const bytes = Buffer.from(told && "base64" in told.body ? told.body.base64 : "", "base64");
  expect(bytes.length).toBe(last.size);
  expect(bytes.toString("latin1")).toContain('"n":199');
});

test("the taps are taken out of the page, are told to be off, and a reload brings them back", async () => {
  const native = 'Object.getOwnPropertyDescriptor(WebSocket.prototype, "constructor").value.name';
  const isTapped = () => page.evaluate("'subTopic' in {}");
  expect(await isTapped()).toBe(true);
  await panel.bringToFront();
  await panel.click('[aria-label="Settings"]');
  await panel.click('[data-action="take-out"]');
  const said = await panel.waitForSelector('[data-taps="out"]');
  expect(await said?.evaluate((section) => section.textContent)).toContain("The taps are out.");
  expect(await isTapped()).toBe(false);
  expect(await page.evaluate(native)).toBe("WebSocket");
  await vi.waitFor(async () => {
    const off = (await events()).filter((event) => event.kind === "tap.error");
    expect(off.map(({ off: isOff }) => isOff)).toEqual(Array(9).fill(true));
  }, 10_000);
  await page.reload();
  expect(await isTapped()).toBe(true);
});

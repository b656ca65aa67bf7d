/** Taps that come after the page has begun: what they see, and what an app can show them. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { launchBare } from "../../../scripts/browser.ts";
import { bundle } from "../taps/bundle.ts";
import { startServer } from "../taps/server.ts";
import { tapped } from "./tapped.ts";

let taps: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let heard: ReturnType<typeof tapped>;
const topic = "realtime:fal_jobs:ada";

beforeAll(async () => {
  const script = (await bundle("../pages/apps.tsx")).replaceAll("</script", "<\\/script");
  taps = await bundle("install.ts");
  server = await startServer(`<!doctype html><title>late</title><body><script>${script}</script>`);
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The channel has joined before anybody looks. */
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(server.url);
  heard = tapped(page);
  await page.evaluate(() => {
    one.connect();
    one.listen(0, "fal_jobs:ada");
  });
  await page.waitForFunction(() => one.clients[0]?.getChannels()[0]?.state === "joined");
  await page.evaluate(taps);
});
afterEach(async () => {
  await page.close();
});

test("a socket that was open is seen from the next thing on that it sends, its handlers are not", async () => {
  const [start] = await heard.wait("page.start");
  expect(start?.late).toBe(true);
  server.broadcast("fal_jobs:ada", "INSERT", {});
  await page.evaluate(() => one.track(0, "fal_jobs:ada"));
  await heard.wait("frame.out");
  server.broadcast("fal_jobs:ada", "UPDATE", {});
  // Answers to what was tracked come first, one or two.
  await vi.waitFor(async () => {
    const frames = await heard.all("frame.in");
    const texts = frames.map(({ body }) => atob("base64" in body ? body.base64 : ""));
    expect(texts.join()).toContain("UPDATE");
  }, 10_000);
  expect(await heard.all("handler.run")).toEqual([]);
  expect(await heard.all("channel.create")).toEqual([]);
  expect(await heard.all("tap.error")).toEqual([]);
});

test("a client that is registered shows its socket and its handlers at once", async () => {
  await page.evaluate(() => window.__HOPSCOPE__?.register(one.clients[0]!));
  const [created] = await heard.wait("channel.create");
  expect(created?.topic).toBe(topic);
  const bindings = await heard.wait("channel.bind", {}, 4);
  expect(bindings.map(({ handler }) => handler)).toEqual([
    "handleBroadcast",
    "handleSync",
    "handleJoin",
    "handleChange",
  ]);
  expect((await heard.wait("socket.open")).length).toBe(1);
  server.broadcast("fal_jobs:ada", "INSERT", { record: { id: "job-1" } });
  const [run] = await heard.wait("handler.run");
  expect(run).toMatchObject({ handler: "handleBroadcast", event: "INSERT", outcome: "returned" });
  expect((await heard.all("frame.in", { id: run!.frame! })).length).toBe(1);
  await page.evaluate(() => one.listen(0, "later"));
  await heard.wait("channel.status", { topic: "realtime:later", status: "SUBSCRIBED" });
  expect(await heard.all("channel.create")).toHaveLength(2);
});

test("without the taps it is not there, and a page that keeps it calls into nothing", async () => {
  const held = await page.evaluateHandle("window.__HOPSCOPE__");
  await page.evaluate("window.taps.uninstall()");
  expect(await page.evaluate("'__HOPSCOPE__' in window")).toBe(false);
  await held.evaluate((api) => (api as Window["__HOPSCOPE__"])?.register(one.clients[0]!));
  server.broadcast("fal_jobs:ada", "INSERT", {});
  expect(await heard.all("channel.create")).toEqual([]);
});

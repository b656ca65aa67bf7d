/** A build that gives properties other names, as terser and Closure can: what an app may register is all that shows. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBare } from "../../../scripts/browser.ts";
import { bundle } from "../taps/bundle.ts";
import { startServer } from "../taps/server.ts";
import { tapped } from "./tapped.ts";

/** What the client does not publish. */
const PRIVATE = /\b(subTopic|_on|channelAdapter|socketAdapter|joinPush|joinedOnce)\b/g;

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let heard: ReturnType<typeof tapped>;

beforeAll(async () => {
  const script = (await bundle("../pages/apps.tsx")).replaceAll("</script", "<\\/script");
  const mangled = script.replaceAll(PRIVATE, (name) => `m${name.length}${name.charCodeAt(1)}`);
  expect(mangled).not.toMatch(/subTopic/);
  server = await startServer(`<!doctype html><title>m</title><body><script>${mangled}</script>`);
  browser = await launchBare();
  page = await browser.newPage();
  await page.evaluateOnNewDocument(await bundle("install.ts"));
  heard = tapped(page);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("frames are seen and handlers are not, until the client is registered: then old and new ones are", async () => {
  await page.goto(server.url);
  await page.evaluate(() => {
    one.connect();
    one.listen(0, "hidden");
  });
  await heard.wait("frame.in");
  server.broadcast("hidden", "one", {});
  await heard.wait("frame.in", {}, 2);
  expect(await heard.all("channel.create")).toEqual([]);
  expect(await heard.all("handler.run")).toEqual([]);

  await page.evaluate(() => {
    window.__HOPSCOPE__?.register(one.clients[0]!);
    one.listen(0, "shown");
  });
  const [old, fresh] = await heard.wait("channel.create", {}, 2);
  expect([old?.topic, fresh?.topic]).toEqual(["realtime:hidden", "realtime:shown"]);
  expect(await heard.wait("channel.bind", {}, 8)).toHaveLength(8);
  await heard.wait("channel.status", { topic: "realtime:shown", status: "SUBSCRIBED" });
  server.broadcast("hidden", "two", {});
  server.broadcast("shown", "three", {});
  const runs = await heard.wait("handler.run", { handler: "handleBroadcast" }, 2);
  expect(runs.map(({ topic, event }) => [topic, event])).toEqual([
    ["realtime:hidden", "two"],
    ["realtime:shown", "three"],
  ]);
  expect(runs.every(({ frame }) => frame !== undefined)).toBe(true);
  expect(await heard.all("tap.error")).toEqual([]);
});

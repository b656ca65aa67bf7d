import type { Browser, Page } from "puppeteer-core";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { bundle } from "../taps/bundle.ts";
import { startServer } from "../taps/server.ts";

/** What the first script of the page (thief.js) got hold of. */
interface Loot {
  /** By a port that it should not have, or on the window. */
  heard: string[];
  /** By the ports that it offered. */
  answers: string[];
}
declare global {
  interface Window {
    loot: Loot;
    strike: () => void;
  }
}

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  const thief = await readFile(new URL("thief.js", import.meta.url), "utf8");
  const app = (await bundle("page.tsx")).replaceAll("</script", "<\\/script");
  const html = `<!doctype html><script>${thief}</script><title>hostile</title><body><script>${app}</script>`;
  server = await startServer(html);
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
const loot = async () => await page.evaluate(() => window.loot);

/** Asks for the live token as the panel does, and gives the reply. */
const askSocket = async () =>
  await panel.evaluate(async () => {
    const tabId = Number(new URLSearchParams(location.search).get("tabId"));
    const port = chrome.tabs.connect(tabId, { frameId: 0, name: "hopscope" });
    const reply = await new Promise<unknown>((resolve) => {
      port.onMessage.addListener((message: { kind: string; reply?: unknown }) => {
        if (message.kind === "reply") resolve(message.reply);
      });
      port.postMessage({ kind: "attach" });
      const command = { kind: "socket.ask", ask: 1, topic: "realtime:fal_jobs:ada" };
      port.postMessage({ kind: "command", command });
    });
    port.disconnect();
    return reply;
  });

test("a script that was there first and replaced all it can never sees the port, nor what passes by it", async () => {
  expect(await askSocket()).toMatchObject({ kind: "socket.tell", ask: 1 });
  await page.evaluate(() => {
    window.strike();
    history.pushState(null, "", "/elsewhere");
  });
  await vi.waitFor(
    async () => expect((await events()).some(({ kind }) => kind === "page.navigate")).toBe(true),
    10_000,
  );
  expect(await loot()).toEqual({ heard: [], answers: [] });
});

test("nothing that it said became an event, a command or a document of its own", async () => {
  const log = await events();
  expect(new Set(log.map(({ doc }) => doc)).size).toBe(1);
  expect(JSON.stringify(log)).not.toContain("forged");
});

import type { Browser, Page } from "puppeteer-core";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EXTENSION, launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { startServer } from "../taps/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  server = await startServer("<!doctype html><title>hostile</title><body>");
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

test("the manifest opens nothing to a page and allows the panel its own scripts only", async () => {
  const text = await readFile(join(EXTENSION, "manifest.json"), "utf8");
  const manifest = JSON.parse(text) as chrome.runtime.ManifestV3;
  expect(manifest.web_accessible_resources ?? []).toEqual([]);
  expect(manifest.externally_connectable?.matches ?? []).toEqual([]);
  for (const power of ["debugger", "tabs", "webRequest", "<all_urls>"]) {
    expect(manifest.permissions ?? []).not.toContain(power);
  }
  const policy = manifest.content_security_policy?.extension_pages ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe");
});

test("a page finds no way into the extension, even when it knows its id", async () => {
  const address = panel.url();
  const found = await page.evaluate(async (url) => {
    const id = new URL(url).host;
    const reach = async (work: () => unknown) => {
      try {
        return String(await work());
      } catch {
        return "refused";
      }
    };
    const framed = async () => {
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
      return frame.contentWindow?.document?.title;
    };
    const image = async () =>
      await new Promise((resolve, reject) => {
        const element = new Image();
        element.addEventListener("load", () => resolve("loaded"));
        element.addEventListener("error", reject);
        element.src = `chrome-extension://${id}/icon/16.png`;
      });
    const { chrome } = window as { chrome?: { runtime?: typeof globalThis.chrome.runtime } };
    return {
      fetched: await reach(async () => (await fetch(url)).status),
      script: await reach(() => import(/* @vite-ignore */ `chrome-extension://${id}/panel.html`)),
      image: await reach(image),
      framed: await reach(framed),
      message: await reach(() => chrome!.runtime!.sendMessage(id, { kind: "hello" })),
      connect: await reach(() => chrome!.runtime!.connect(id, { name: "hopscope" }).name),
      automation: "hopscope" in window,
    };
  }, address);
  expect(found).toEqual({
    fetched: "refused",
    script: "refused",
    image: "refused",
    framed: "refused",
    message: "refused",
    connect: "refused",
    automation: false,
  });
});

test("neither a popup of another origin nor a frame speaks for the page", async () => {
  const before = (await events()).length;
  const other = server.url.replace("127.0.0.1", "localhost");
  await page.evaluate(async (url) => {
    const speak = (target: string) => `
      const stamp = { id: "forged:0", seq: 0, doc: "forged", at: Date.now() };
      const event = { ...stamp, kind: "console.line", level: "log", text: "forged", args: [] };
      const { port1, port2 } = new MessageChannel();
      port1.postMessage({ kind: "events", events: [event] });
      ${target}.postMessage({ kind: "events", events: [event] }, "*");
      ${target}.postMessage({ hopscope: "offer" }, "*", [port2]);
      ${target}.postMessage({ hopscope: "ask" }, "*");`;
    for (const sandbox of ["allow-scripts", "allow-scripts allow-same-origin"]) {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", sandbox);
      frame.srcdoc = `<script>${speak("parent")}</script>`;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
    }
    window.open(`${url}popup`);
    window.postMessage({ hopscope: "ask" }, "*");
  }, other);
  const popup = await browser.waitForTarget((target) => target.url() === `${other}popup`);
  await (
    await popup.page()
  )?.evaluate(`(() => {
    const event = { kind: "console.line", level: "log", text: "forged", args: [] };
    const { port1, port2 } = new MessageChannel();
    port1.postMessage({ kind: "events", events: [{ ...event, id: "f:0", seq: 0, doc: "f", at: 1 }] });
    opener.postMessage({ hopscope: "offer" }, "*", [port2]);
  })()`);
  // What the page says itself comes later than all of it.
  await page.evaluate(() => history.pushState(null, "", "/after"));
  const fresh = await vi.waitFor(async () => {
    const found = (await events()).slice(before);
    expect(found.some((event) => event.kind === "page.navigate")).toBe(true);
    return found;
  }, 10_000);
  expect(JSON.stringify(fresh)).not.toContain("forged");
});

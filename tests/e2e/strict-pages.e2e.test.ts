import type { Browser, Page } from "puppeteer-core";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { EventKind } from "../../lib/event.ts";
import { launch, openPanelPage } from "../../scripts/browser.ts";
import { firstPage } from "../../scripts/play.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

let script: string;
let server: Awaited<ReturnType<typeof startServer>> | undefined;
let browser: Browser | undefined;
beforeAll(async () => {
  script = await bundle("page.tsx");
});
afterEach(async () => {
  await browser?.close();
  await server?.close();
});

const html = `<!doctype html><title>strict</title><body><script src="/app.js"></script>`;
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'";

/** The app in a browser with the extension, and what the panel's log holds of it. */
async function open(headers: Record<string, string>) {
  const heard: string[] = [];
  server = await startServer(html, { headers, script });
  browser = await launch();
  const page: Page = await firstPage(browser);
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("console", (line) => line.type() === "error" && heard.push(line.text()));
  await page.goto(server.url);
  const panel = await openPanelPage(browser, page);
  const kinds = async () => {
    const events = await panel.evaluate(() => window.hopscope.events().map(({ kind }) => kind));
    return new Set<EventKind>(events);
  };
  return { page, heard, kinds };
}

test.each([
  ["a strict policy", { "content-security-policy": policy }],
  [
    "Trusted Types",
    {
      "content-security-policy": `${policy}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
  ],
  [
    "isolation from other origins",
    {
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    },
  ],
])("a page with %s is seen, and nothing of it is blocked", async (_name, headers) => {
  const { page, heard, kinds } = await open(headers);
  const wanted: EventKind[] = ["frame.in", "channel.status", "cache.hook", "console.line"];
  await vi.waitFor(async () => {
    const seen = await kinds();
    expect(wanted.filter((kind) => !seen.has(kind))).toEqual([]);
  }, 15_000);
  await page.evaluate("generate()");
  await vi.waitFor(async () => expect(await kinds()).toContain("fetch.end"), 10_000);
  const seen = await kinds();
  expect([...seen].filter((kind) => kind === "error.csp" || kind === "tap.error")).toEqual([]);
  expect(heard.filter((line) => !line.includes("favicon"))).toEqual([]);
});

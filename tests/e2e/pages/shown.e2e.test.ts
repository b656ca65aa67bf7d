/** Pages that are kept, made ahead of time, or change their address without being loaded. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { startServer } from "../taps/server.ts";
import { pageAt } from "./site.ts";
import { forget, heard, isGapless, speaker } from "./watch.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
const served: string[] = [];

beforeAll(async () => {
  server = await startServer((path) => {
    served.push(path);
    return pageAt(path, new URL(server.url).host);
  });
});
afterAll(async () => {
  await server?.close();
});
beforeEach(async () => {
  forget();
  // A browser each: the driver loses a tab that has shown a prerendered page.
  browser = await launch({ keepPages: true });
  page = await firstPage(browser);
});
afterEach(async () => {
  await browser?.close();
});

async function open(path: string): Promise<Page> {
  await page.goto(server.url + path);
  const panel = await openPanelPage(browser, page);
  await page.bringToFront();
  await until(panel, path);
  return panel;
}
const until = async (panel: Page, topic: string) =>
  await vi.waitFor(async () => {
    const found = await speaker(panel, topic);
    expect(found).toBeDefined();
    return found!;
  }, 15_000);

test("a page out of the back/forward cache goes on where it was, its frames too", async () => {
  const panel = await open("kept");
  const before = await until(panel, "in-kept");
  await page.goto(`${server.url}next`);
  await until(panel, "next");
  await page.goBack();
  const kept = await until(panel, "again");
  expect(kept.topics).toEqual(["kept", "again"]);
  const kinds = kept.events.map(({ kind }) => kind);
  expect(kept.events.find(({ kind }) => kind === "page.leave")).toMatchObject({ persisted: true });
  expect(kinds.indexOf("page.show")).toBeGreaterThan(kinds.indexOf("page.leave"));
  await vi.waitFor(async () => {
    const frame = await until(panel, "in-kept");
    expect(frame.start?.doc).toBe(before.start?.doc);
    expect(frame.events.map(({ kind }) => kind)).toContain("page.show");
  }, 10_000);
  expect((await heard(panel)).filter((each) => !isGapless(each))).toEqual([]);
});

test("a page that was prerendered is heard when it is shown, with the times of when it happened", async () => {
  served.length = 0;
  const panel = await open("prerenders");
  // Chromium makes no page ahead for a tab behind another one.
  await page.evaluate(() => {
    const rules = { prerender: [{ source: "list", urls: ["/next"], eagerness: "immediate" }] };
    const text = JSON.stringify(rules);
    document.head.append(
      Object.assign(document.createElement("script"), { type: "speculationrules", text }),
    );
  });
  await vi.waitFor(() => expect(served).toContain("/in-next"), 15_000);
  const origin = await page.evaluate(() => performance.timeOrigin);
  expect((await heard(panel)).map(({ start }) => start?.url)).toEqual([`${server.url}prerenders`]);
  const shown = await page.evaluate(() => {
    const now = performance.timeOrigin + performance.now();
    document.querySelector("a")?.click();
    return now;
  });
  const next = await until(panel, "next");
  expect(next.start).toMatchObject({ prerendered: true, late: false });
  expect(next.start?.at).toBeGreaterThan(origin);
  expect(next.start?.at).toBeLessThan(shown);
  const show = next.events.find(({ kind }) => kind === "page.show");
  expect(show?.at).toBeGreaterThan(shown);
  expect(next.frameId).toBeUndefined();
  const inner = await until(panel, "in-next");
  expect(inner.frameId).toBeGreaterThan(0);
});

test("a page that changes its address by itself says so each time, and stays the same document", async () => {
  const panel = await open("first");
  await page.evaluate(() => {
    history.pushState(null, "", "/a");
    history.replaceState(null, "", "/b");
    history.pushState(null, "", "/c");
    history.back();
  });
  await vi.waitFor(async () => {
    const { events } = await until(panel, "first");
    const urls = events.flatMap((event) => (event.kind === "page.navigate" ? [event.url] : []));
    expect(urls.map((url) => new URL(url).pathname)).toEqual(["/a", "/b", "/c", "/b"]);
  }, 10_000);
});

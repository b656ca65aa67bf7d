import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage } from "../../../scripts/play.ts";
import { startServer } from "../taps/server.ts";
import { pageAt, speak } from "./site.ts";
import { closePanels, forget, heard, isGapless, panelOfNew, read, speaker } from "./watch.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
const host = () => new URL(server.url).host;

beforeAll(async () => {
  server = await startServer((path) => pageAt(path, host()));
  browser = await launch({ args: ["--host-resolver-rules=MAP elsewhere.test 127.0.0.1"] });
  page = await firstPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(forget);
afterEach(async () => await closePanels(browser));

const kinds = ["same", "srcdoc", "blob", "blank", "sandboxed", "sandboxed-srcdoc", "nested"];

async function openFrames(): Promise<Page> {
  await page.goto(`${server.url}frames`);
  const panel = await openPanelPage(browser, page);
  await vi.waitFor(async () => {
    const topics = (await heard(panel)).flatMap((each) => each.topics);
    expect(topics.toSorted()).toEqual([...kinds, "top"].toSorted());
  }, 20_000);
  return panel;
}

test("every kind of frame is heard, each as a document of its own, under the browser's number", async () => {
  const panel = await openFrames();
  const all = await heard(panel);
  const numbers = all.map(({ frameId }) => frameId);
  expect(numbers.filter((each) => each === undefined)).toHaveLength(1);
  expect(new Set(numbers).size).toBe(all.length);
  expect((await speaker(panel, "top"))?.frameId).toBeUndefined();
  expect(all.filter((each) => !isGapless(each))).toEqual([]);
  expect(all.map(({ start }) => start?.late)).toEqual(all.map(() => false));
  expect((await read(panel)).filter(({ kind }) => kind === "tap.error")).toEqual([]);
});

test("a frame that is made while the panel is open is heard, and one that is loaded again is another document", async () => {
  const panel = await openFrames();
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.src = "/later";
    frame.id = "later";
    document.body.append(frame);
  });
  const first = await vi.waitFor(async () => {
    const found = await speaker(panel, "later");
    expect(found).toBeDefined();
    return found;
  }, 10_000);
  await page.evaluate(() => {
    document.querySelector<HTMLIFrameElement>("#later")!.src = "/later-again";
  });
  await vi.waitFor(async () => {
    const next = await speaker(panel, "later-again");
    expect(next?.start?.doc).not.toBe(first?.start?.doc);
    expect(next?.frameId).toBe(first?.frameId);
  }, 10_000);
});

test("two panels hear the same frames", async () => {
  const panel = await openFrames();
  const other = await openPanelPage(browser, page);
  const count = (await read(panel)).length;
  await vi.waitFor(async () => expect((await read(other)).length).toBe(count), 10_000);
  expect((await read(other)).map(({ id }) => id).toSorted()).toEqual(
    (await read(panel)).map(({ id }) => id).toSorted(),
  );
});

test("a frame that is watched inside a page that is not is heard, and the panel is live", async () => {
  const { port } = new URL(server.url);
  await page.goto(`http://elsewhere.test:${port}/embeds`);
  const panel = await openPanelPage(browser, page);
  await vi.waitFor(async () => {
    const all = await heard(panel);
    expect(all.map(({ topics }) => topics)).toEqual([["embedded"]]);
    expect(all[0]?.frameId).toBeGreaterThan(0);
    expect(await panel.$eval(".status", (status) => status.textContent)).toContain("live");
  }, 10_000);
});

test.each([
  ["about:blank", ""],
  ["the same origin", "/popup"],
])(
  "a popup of %s is a tab of its own, and its taps come before its opener's scripts",
  async (_, address) => {
    await page.goto(`${server.url}first`);
    const script = address === "" ? speak("popup", host()) : "";
    const first = await openPanelPage(browser, page);
    const { page: popup, panel } = await panelOfNew(browser, first, async () => {
      const opened = new Promise<Page>((resolve) => {
        page.once("popup", (window) => window && resolve(window));
      });
      await page.evaluate(
        (url, code) => {
          const window = open(url) as (Window & typeof globalThis) | null;
          if (code !== "") window?.eval(code);
        },
        address,
        script,
      );
      return await opened;
    });
    const found = await vi.waitFor(async () => {
      const said = await speaker(panel, "popup");
      expect(said).toBeDefined();
      return said;
    }, 10_000);
    expect(found).toMatchObject({ frameId: undefined, start: { late: false } });
    await popup.close();
  },
);

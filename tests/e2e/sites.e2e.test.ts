import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaptureEvent, EventKind } from "../../lib/event.ts";
import { openPanel, openPanelPage } from "../../scripts/browser.ts";
import { launchWithSettings } from "./sites/browser.ts";
import { tracesIn, type Traces } from "./sites/traces.ts";
import { startServer } from "./taps/server.ts";

const SITE = "http://site.test";
const NOTHING = { worlds: [], scripts: [], bytes: 0 };
const HTML = "<!doctype html><title>site</title><h1>A site</h1>";

interface Standing {
  origins: string[];
  registered: { id: string; matches: string[] }[];
}
// A string: the functions of a test are rewritten, and those of the worker are not ours.
const STANDING = `(async () => ({
  origins: (await chrome.permissions.getAll()).origins,
  registered: (await chrome.scripting.getRegisteredContentScripts()).map(({ id, matches }) => ({ id, matches })),
}))()`;

let server: Awaited<ReturnType<typeof startServer>>;
let chromium: Awaited<ReturnType<typeof launchWithSettings>>;
let popup: Page;
let page: Page;
let address: string;
/** The same page where no extension may be. */
let bare: Traces;

const standing = async () => (await popup.evaluate(STANDING)) as Standing;
const registered = async () => (await standing()).registered.map(({ id }) => id);
const switchButton = "[role=switch]";

beforeAll(async () => {
  server = await startServer(HTML);
  address = `${SITE}:${new URL(server.url).port}/`;
  chromium = await launchWithSettings();
  [page] = (await chromium.browser.pages()) as [Page];
  const apart = await chromium.browser.createBrowserContext();
  bare = await tracesIn(await apart.newPage(), address);
  await apart.close();
  popup = await chromium.openPopup(SITE);
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

describe("a site, from a stranger's page and back", () => {
  test("is not granted at install", async () => {
    const { origins, registered: scripts } = await standing();
    expect(origins.toSorted()).toEqual(["http://127.0.0.1/*", "http://localhost/*"]);
    expect(scripts).toEqual([]);
    await popup.waitForSelector('.pop[data-state="off"]');
  });

  test("has nothing of us while it is off", async () => {
    const { outlook, ...traces } = await tracesIn(page, address);
    expect(traces).toEqual(NOTHING);
    expect(outlook).toEqual(bare.outlook);
  });

  test("is asked for in the panel by a click, while the worker is dead, and seen from the first line", async () => {
    await page.openDevTools();
    const { panel } = await openPanel(chromium.browser);
    await panel.waitForSelector('.blank[data-empty="off"]');
    expect(await panel.$eval(".blank h2", (title) => title.textContent)).toBe(
      `Hopscope is off on ${SITE}`,
    );
    await chromium.allow(`${SITE}/*`);
    await chromium.stopWorker();
    await panel.click('.blank[data-empty="off"] .button');
    await panel.waitForSelector('.blank[data-empty="switched"]');
    await expect.poll(registered, { timeout: 10_000 }).toEqual(["site-1-relay", "site-2-tap"]);
    expect((await standing()).registered.map(({ matches }) => matches)).toEqual([
      [`${SITE}/*`],
      [`${SITE}/*`],
    ]);

    await panel.click('.blank[data-empty="switched"] .button');
    await panel.waitForSelector('.blank[data-empty="quiet"]');
    await page.evaluate("fetch('/api/projects/p').then((answer) => answer.text())");
    const kinds = async () => {
      const events = (await panel.evaluate("hopscope.events()")) as CaptureEvent[];
      return events.map(({ kind }) => kind);
    };
    await expect.poll(kinds, { timeout: 10_000 }).toContain("fetch.end");
    const [first] = (await panel.evaluate("hopscope.events()")) as CaptureEvent[];
    expect(first).toMatchObject({ kind: "page.start", late: false, url: address });
  });

  test("has both scripts once while it is on", async () => {
    const { worlds, scripts, bytes } = await tracesIn(page, address);
    expect(scripts).toEqual(["/content-scripts/relay.js", "/content-scripts/tap.js"]);
    expect(worlds).toEqual(["Hopscope"]);
    expect(bytes).toBeGreaterThan(10_000);
  });

  test("takes the companion from a panel outside DevTools", async () => {
    await page.bringToFront();
    const panel = await openPanelPage(chromium.browser, page);
    const turn = (...ids: string[]) =>
      panel.evaluate(
        (on) => window.hopscope.companion(on, 5),
        ids.map((id) => ({ id, params: {} })),
      );
    const told = async (kind: EventKind) =>
      (await panel.evaluate(() => window.hopscope.events())).filter((each) => each.kind === kind);
    await expect.poll(() => told("page.start"), { timeout: 10_000 }).not.toEqual([]);
    await turn("offline");
    await expect.poll(() => told("companion.on"), { timeout: 10_000 }).toHaveLength(1);
    expect(await page.evaluate("navigator.onLine")).toBe(false);
    expect(await page.$("hopscope-companion")).not.toBeNull();
    await turn();
    await expect
      .poll(() => told("companion.off"), { timeout: 10_000 })
      .toMatchObject([{ reason: "switch", restored: true }]);
    expect(await page.evaluate("navigator.onLine")).toBe(true);
    expect(await page.$("hopscope-companion")).toBeNull();
    await panel.close();
  });

  test("other sites have nothing meanwhile", async () => {
    const other = address.replace("site.test", "other.test");
    expect(await tracesIn(page, other)).toMatchObject(NOTHING);
  });

  test("localhost has them once, however many sites are on", async () => {
    const { scripts } = await tracesIn(page, address.replace("site.test", "localhost"));
    expect(scripts).toEqual(["/content-scripts/relay.js", "/content-scripts/tap.js"]);
  });

  test("is switched off and on in the popup", async () => {
    await popup.bringToFront();
    await popup.click(`[data-site="${SITE}"] button`);
    await popup.waitForSelector('.pop[data-state="off"]');
    await expect.poll(registered, { timeout: 10_000 }).toEqual([]);
    expect(await tracesIn(page, address)).toMatchObject(NOTHING);

    await chromium.allow(`${SITE}/*`);
    await popup.bringToFront();
    await popup.click(switchButton);
    await popup.waitForSelector('.pop[data-state="on"]');
    await expect.poll(registered, { timeout: 10_000 }).toHaveLength(2);
  });

  test("is as it was when it is revoked in the browser's own settings, while the worker is dead", async () => {
    await chromium.stopWorker();
    await chromium.revoke(`${SITE}/*`);
    await popup.waitForSelector('.pop[data-state="off"]');
    await expect.poll(registered, { timeout: 10_000 }).toEqual([]);
    const { outlook, ...traces } = await tracesIn(page, address);
    expect(traces).toEqual(NOTHING);
    expect(outlook).toEqual(bare.outlook);
  });

  test("is told by the button in the toolbar, which learns the address from the click on it", async () => {
    const opened = await chromium.pressButton(page);
    await opened.waitForSelector('.pop[data-state="off"]');
    expect(await opened.$eval("header", (header) => header.textContent)).toBe("Hopscopesite.test");
    expect((await standing()).origins).toHaveLength(2);
    await opened.close();
  });

  test("is asked for by support mode, which then loads the page again and records it from its first line", async () => {
    // One that was granted before is granted again by its name in the settings, without a question.
    const other = "http://other.test";
    await chromium.allow(`${other}/*`);
    await page.goto(address.replace(SITE, other));
    const opened = await chromium.pressButton(page);
    await opened.waitForSelector('.pop[data-state="off"] [data-action=record]');
    const loaded = page.waitForNavigation();
    await opened.click("[data-action=record]");
    await opened.waitForSelector("[data-support=recording]");
    await loaded;
    expect(await page.evaluate("'__HOPSCOPE__' in window")).toBe(true);
  });
});

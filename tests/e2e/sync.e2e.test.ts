/** Several real tabs of the lab beside each other: what each got of one job is what the sheet says. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startLab } from "../../lab/server.ts";
import type { SheetReport } from "../../lib/sheet/report.ts";
import type { SheetStep } from "../../lib/sheet/sheet.ts";
import { EXTENSION_ID, launch } from "../../scripts/browser.ts";
import { generate, LIVE, openProject, setScenario } from "../../scripts/play.ts";

let lab: Awaited<ReturnType<typeof startLab>>;
let browser: Browser;
let panel: Page;
/** By what it is: a tab in a window of its own is looked at, whatever the others do. */
const tabs = {} as Record<"own" | "beside" | "hidden" | "cut" | "public" | "bob", Page>;
type Name = keyof typeof tabs;
const names = new Map<number, Name>();

const openWindow = () => browser.newPage({ type: "window" });

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0 });
  browser = await launch();
  await setScenario(lab.url, "healthy-v1");
  const signedIn = await openWindow();
  await signedIn.goto(`${lab.url}/login`);
  await signedIn.$eval("[data-testid=login-bob]", (button) => (button as HTMLElement).click());
  await signedIn.waitForSelector(LIVE);
  tabs.bob = signedIn;
  // A page keeps the scenario that it was loaded with.
  await setScenario(lab.url, "public-project-join-v1");
  tabs.public = await openAda(openWindow);
  await setScenario(lab.url, "healthy-v1");
  tabs.cut = await openAda(openWindow);
  tabs.beside = await openAda(openWindow);
  tabs.hidden = await openAda(openWindow);
  tabs.own = await openAda(() => browser.newPage());
  await cut(tabs.cut);
  panel = await openWindow();
  await panel.goto(`chrome-extension://${EXTENSION_ID}/devtools.html`);
  const ids = await panel.evaluate(async () =>
    (await chrome.tabs.query({})).flatMap(({ id, url = "" }) =>
      url.startsWith("chrome") || id === undefined ? [] : [id],
    ),
  );
  // The browser numbers tabs as they are opened; the first is the blank one that it began with.
  const order: Name[] = ["bob", "public", "cut", "beside", "hidden", "own"];
  const opened = ids.toSorted((a, b) => a - b).slice(-order.length);
  opened.forEach((id, place) => names.set(id, order[place]!));
  await panel.goto(`chrome-extension://${EXTENSION_ID}/panel.html?tabId=${opened.at(-1)}`);
  await panel.waitForSelector(".tabs [data-tab=sync]");
  // However busy the machine is, nothing here is late.
  await panel.waitForFunction("window.hopscope !== undefined", { polling: 20 });
  await panel.evaluate(() => window.hopscope.setBudgets({ C7: 30_000, U9: 30_000, U12: 30_000 }));
  await press(".tabs [data-tab=sync]");
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

async function openAda(open: () => Promise<Page>): Promise<Page> {
  const page = await open();
  await openProject(page, lab.url);
  return page;
}

/** The network goes, and every connection with it. */
async function cut(page: Page): Promise<void> {
  await page.setOfflineMode(true);
  const prototype = await page.evaluateHandle(() => WebSocket.prototype);
  const sockets = await page.queryObjects(prototype);
  await sockets.evaluate((all) => all.forEach((socket) => socket.close()));
}

const press = (selector: string) =>
  panel.$eval(selector, (button) => (button as HTMLElement).click());

/** The sheet as the button for JSON copies it. */
async function report(): Promise<SheetReport> {
  const text = await panel.evaluate(() => {
    let copied = "";
    const listen = () => (copied = document.querySelector("textarea")?.value ?? "");
    document.addEventListener("copy", listen, { once: true });
    document.querySelector<HTMLElement>(".sync .actions button:last-of-type")?.click();
    return copied;
  });
  return JSON.parse(text) as SheetReport;
}

/** What each tab got of a step, of the nth newest job. */
async function kinds(step: SheetStep, place = 0): Promise<Partial<Record<Name, string>>> {
  const { tabs: all, jobs } = await report();
  return Object.fromEntries(
    all.map(({ tab }, column) => [
      names.get(tab ?? -1) ?? tab,
      jobs[place]?.steps[step]?.cells[column]?.kind,
    ]),
  );
}

const untilKinds = (step: SheetStep, wanted: Partial<Record<Name, string>>, place = 0) =>
  vi.waitFor(async () => expect(await kinds(step, place)).toEqual(wanted), 60_000);
const EACH = {
  own: "received",
  beside: "received",
  cut: "disconnected",
  public: "public-join",
  bob: "other-user",
} as const;
const states = async () =>
  Object.fromEntries((await report()).checks.map(({ id, state }) => [id, state]));

test("in sync, hidden, cut, public, another user: the sheet says each", async () => {
  expect(await tabs.hidden.evaluate(() => document.visibilityState)).toBe("hidden");
  await generate(tabs.own);
  await tabs.own.waitForSelector(".node img");
  await tabs.beside.waitForSelector(".node img");
  await panel.waitForSelector("[data-cell]");
  // A hidden tab gets its frames; what they bring nobody sees.
  await untilKinds("U9", { ...EACH, hidden: "received" });
  await untilKinds("U12", { ...EACH, hidden: "hidden" });
  const { jobs } = await report();
  expect(jobs[0]?.steps.U9.difference).toMatch(/got it \(meta\.id .*joined project:.* as public/);
  expect(await states()).toMatchObject({
    "same-user": "passed",
    images: "failed",
    reconnect: "open",
    hidden: "open",
    "other-users": "passed",
    twice: "passed",
  });
});

test("a cell opens the event of its tab that proves it", async () => {
  await press("[data-cell=public-join]");
  expect(await panel.$eval("[data-detail]", (each) => each.textContent)).toContain("as public");
  await press("[data-detail] .chip");
  const drawer = await panel.waitForSelector(".drawer");
  expect(await drawer?.evaluate((each) => each.textContent)).toContain("phx_join");
  await press("[data-detail] .back");
});

test("the cut tab comes back and the hidden one is shown: the next job is in every tab of the project", async () => {
  await tabs.cut.setOfflineMode(false);
  await tabs.cut.waitForSelector("[data-realtime=live]", { timeout: 60_000 });
  await tabs.hidden.bringToFront();
  await tabs.hidden.waitForSelector(".node img");
  await generate(tabs.beside, 2);
  const next = { ...EACH, hidden: "received", cut: "received" };
  await untilKinds("U9", next);
  // Now the panel's own tab is behind the one that was hidden.
  await untilKinds("U12", { ...next, own: "hidden" });
  expect(await kinds("U12", 1)).toMatchObject({ hidden: "hidden" });
  expect((await states())["hidden"]).toBe("open");
  await vi.waitFor(async () => expect((await states())["reconnect"]).toBe("passed"), 30_000);
  await tabs.own.bringToFront();
  await vi.waitFor(async () => expect((await states())["hidden"]).toBe("passed"), 30_000);
});

test("the checklist's two-tabs lines are ticked from it, and the panel's own verdicts are its own", async () => {
  await press(".tabs [data-tab=companion]");
  await press("[data-part=checklist]");
  await vi.waitFor(async () => {
    const lines = await panel.$$eval('[data-test="tabs"] [data-line]', (all) =>
      all.map((line) => (line as HTMLElement).dataset["state"]),
    );
    expect(lines).toEqual(["seen", "seen", "seen", "seen"]);
  }, 30_000);
  const seen = await panel.evaluate(() => window.hopscope.events());
  expect(new Set(seen.map(({ tab }) => names.get(tab ?? -1)))).toEqual(new Set(["own"]));
});

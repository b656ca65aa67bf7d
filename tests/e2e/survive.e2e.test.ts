import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { launch } from "../../scripts/browser.ts";
import { audit, auditFrom, type Audit } from "./survive/audit.ts";
import { readJournal, openBeside, openSurvivor } from "./survive/panel.ts";
import { createKiller } from "./survive/kill.ts";
import { startSender } from "./survive/server.ts";

/** Seconds of the long flow. The whole minute was run by hand: docs/adr/0013. */
const SECONDS = Number(process.env["SURVIVE_SECONDS"] ?? 8);

let sender: Awaited<ReturnType<typeof startSender>>;
let browser: Browser;
let page: Page;
let began: number;
const complaints: string[] = [];

beforeAll(async () => {
  sender = await startSender();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await sender?.close();
});
beforeEach(async () => {
  began = performance.now();
  complaints.length = 0;
  page = await openPage();
});
afterEach(async () => {
  const [, ...others] = await browser.pages();
  for (const each of others) await each.close();
});

/** A tab with the page, connected. */
async function openPage(): Promise<Page> {
  const opened = await browser.newPage();
  opened.on("console", (message) => {
    // The browser's own word for a socket that it closes with the page.
    const text = message.text();
    if (message.type() === "error" && !text.includes("Back-Forward Cache")) complaints.push(text);
  });
  await connected(async () => void (await opened.goto(sender.url)));
  return opened;
}

/** Does what makes the page connect, and waits until it has. */
async function connected(act: () => Promise<void>): Promise<void> {
  const before = sender.made();
  await act();
  await vi.waitFor(() => expect(sender.made()).toBeGreaterThan(before), 30_000);
}

interface Seen {
  got: number;
  last: number;
  longest: number;
  errors: string[];
}
const look = async () => (await page.evaluate("window.page")) as Seen;
const pageGot = async (last: number) =>
  await vi.waitFor(async () => expect((await look()).last).toBe(last), 60_000);

/** Waits until the journal has taken as many events. */
async function journaled(events: number): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await readJournal(browser);
    expect(rows.reduce((sum, { last }) => sum + last + 1, 0)).toBeGreaterThanOrEqual(events);
  }, 30_000);
}

/** Whatever happened: each event once or counted, and a page that did not notice. */
async function expectWhole(name: string, found: Audit, sent: number): Promise<void> {
  const { errors, longest } = await look();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(
    `${name}: sent ${sent}, received ${found.frames} frames of ${found.received} events in ${found.documents} documents, lost ${found.gaps}, page stopped ${Math.round(longest)} ms at most, ${seconds} s`,
  );
  expect(found).toMatchObject({ holes: 0, doubles: 0, errors: 0 });
  expect(found.received + found.gaps).toBe(found.said);
  if (found.gaps === 0) expect(found.frames).toBe(sent);
  expect({ errors, complaints }).toEqual({ errors: [], complaints: [] });
}

test("the worker is killed 100 times while 10,000 events flow", async () => {
  const { beside } = await openBeside(browser);
  const kill = await createKiller(beside);
  await page.bringToFront();
  let last = -1;
  for (let round = 0; round < 100; round += 1) {
    const flow = sender.send({ frames: 100, rate: 2_000 });
    await kill();
    last = await flow;
  }
  await beside.close();
  await pageGot(last);
  const panel = await openSurvivor(browser);
  await expectWhole("worker killed 100 times", await auditFrom(panel, last, 10_000), 10_000);
});

test("the page is reloaded and left while no panel is there: the panel has its documents", async () => {
  for (let round = 0; round < 3; round += 1) {
    await pageGot(await sender.send({ frames: 1_000 }));
    await connected(async () => void (await page.reload()));
  }
  const last = await sender.send({ frames: 1_000 });
  await pageGot(last);
  const panel = await openSurvivor(browser);
  const found = await auditFrom(panel, last, 4_000);
  expect(found.documents).toBe(4);
  await expectWhole("reload, no panel", found, 4_000);
});

test("the page is reloaded under a panel, which is closed and opened again", async () => {
  let panel = await openSurvivor(browser);
  await page.bringToFront();
  await pageGot(await sender.send({ frames: 1_000 }));
  await connected(async () => void (await page.reload()));
  await auditFrom(panel, await sender.send({ frames: 1_000 }));
  await panel.close();
  await pageGot(await sender.send({ frames: 1_000 }));
  await connected(async () => void (await page.reload()));
  const last = await sender.send({ frames: 1_000 });
  await pageGot(last);
  panel = await openSurvivor(browser);
  const found = await auditFrom(panel, last, 4_000);
  expect(found.documents).toBe(3);
  await expectWhole("panel closed and opened, reloads", found, 4_000);
});

test("the page goes into the back/forward cache and comes back", async () => {
  const panel = await openSurvivor(browser);
  await page.bringToFront();
  await pageGot(await sender.send({ frames: 1_000 }));
  await connected(async () => void (await page.goto(`${sender.url}other`)));
  await pageGot(await sender.send({ frames: 1_000 }));
  await connected(async () => void (await page.goBack()));
  const last = await sender.send({ frames: 1_000 });
  await pageGot(last);
  expect((await look()).got).toBe(2_000);
  await expectWhole("back/forward cache", await auditFrom(panel, last, 3_000), 3_000);
});

test("what was cleared comes back neither with the next panel nor with the reload of this one", async () => {
  await pageGot(await sender.send({ frames: 100 }));
  await journaled(100);
  let panel = await openSurvivor(browser);
  await page.bringToFront();
  const old = await sender.send({ frames: 100 });
  await pageGot(old);
  await auditFrom(panel, old, 200);
  // Not a click of the mouse: for that the page would have to go behind the panel.
  await panel.$eval('button[aria-label="Clear"]', (button) => button.click());
  await vi.waitFor(async () => {
    const [row] = await readJournal(browser);
    expect(row?.cleared).toBe(row?.last);
  }, 30_000);
  await panel.reload();
  await page.bringToFront();
  const last = await sender.send({ frames: 100 });
  await pageGot(last);
  const shows = async (wanted: Partial<Audit>) =>
    await vi.waitFor(async () => expect(await audit(panel)).toMatchObject(wanted), 30_000);
  await shows({ last, frames: 100, gaps: 0 });
  await panel.close();
  await pageGot(await sender.send({ frames: 100 }));
  panel = await openSurvivor(browser);
  await shows({ last: last + 100, frames: 200, gaps: 0 });
});

test("the renderer crashes", async () => {
  const last = await sender.send({ frames: 1_000 });
  await pageGot(last);
  const watch = await openSurvivor(browser);
  await auditFrom(watch, last);
  await watch.close();
  await page.bringToFront();
  const later = await sender.send({ frames: 1_000 });
  await pageGot(later);
  await journaled(2_000);
  const session = await page.createCDPSession();
  void session.send("Page.crash").catch(() => {});
  await new Promise((resolve) => page.once("error", resolve));
  await connected(async () => void (await page.reload()));
  const final = await sender.send({ frames: 1_000 });
  await pageGot(final);
  const panel = await openSurvivor(browser);
  const found = await auditFrom(panel, final, 3_000);
  expect(found.documents).toBe(2);
  await expectWhole("renderer crash", found, 3_000);
});

test("100,000 frames come while no panel is open", async () => {
  const last = await sender.send({ frames: 100_000, rate: 20_000 });
  await pageGot(last);
  const panel = await openSurvivor(browser);
  const found = await auditFrom(panel, last);
  expect(found.frames).toBeGreaterThan(10_000);
  const text = await panel.evaluate(() => document.body.innerText);
  expect(text).toContain(`${found.gaps} lost`);
  await expectWhole("100,000 frames, no panel", found, 100_000);
});

test("single frames of 5 MB", async () => {
  const panel = await openSurvivor(browser);
  await page.bringToFront();
  const last = await sender.send({ frames: 10, size: 5_000_000, rate: 10 });
  await pageGot(last);
  await expectWhole("10 frames of 5 MB", await auditFrom(panel, last, 10), 10);
});

test(`5,000 frames a second for ${SECONDS} s`, { timeout: 60_000 + SECONDS * 4_000 }, async () => {
  const panel = await openSurvivor(browser);
  await page.bringToFront();
  const frames = 5_000 * SECONDS;
  const last = await sender.send({ frames, rate: 5_000 });
  await pageGot(last);
  await expectWhole(`${SECONDS} s at 5,000 frames a second`, await auditFrom(panel, last), frames);
});

test("the extension is reloaded under the page: the taps go, and the page does not notice", async () => {
  const tapped = "WebSocket === page.socket && fetch === page.fetch";
  expect(await page.evaluate(tapped)).toBe(true);
  await pageGot(await sender.send({ frames: 1_000 }));
  await journaled(1_000);
  const { beside } = await openBeside(browser);
  const flow = sender.send({ frames: 4_000, rate: 2_000 });
  await beside.evaluate(() => setTimeout(() => chrome.runtime.reload(), 0));
  await vi.waitFor(() => expect(beside.isClosed()).toBe(true), 30_000);
  await pageGot(await flow);
  await vi.waitFor(async () => {
    await pageGot(await sender.send({ frames: 1 }));
    expect(await page.evaluate("WebSocket !== page.socket && fetch !== page.fetch")).toBe(true);
  }, 30_000);
  expect(
    await page.evaluate(`WebSocket.prototype.constructor === WebSocket &&
      !("subTopic" in {}) && Function.prototype.toString.call(WebSocket.prototype.send).includes("send")`),
  ).toBe(true);
  await pageGot(await sender.send({ frames: 1_000 }));
  const { errors } = await look();
  expect({ errors, complaints }).toEqual({ errors: [], complaints: [] });
});

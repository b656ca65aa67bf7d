/** A recording of support mode, while the worker that keeps it is killed again and again. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EXTENSION_ID, launch } from "../../scripts/browser.ts";
import { auditFrom } from "./survive/audit.ts";
import { createKiller } from "./survive/kill.ts";
import { openBeside, readJournal } from "./survive/panel.ts";
import { startSender } from "./survive/server.ts";
import { drop } from "./viewer/drop.ts";

const KILLS = 50;
const FRAMES = 10_000;

let sender: Awaited<ReturnType<typeof startSender>>;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  sender = await startSender();
  folder = mkdtempSync(join(tmpdir(), "hopscope-"));
  browser = await launch();
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
});
afterAll(async () => {
  await browser?.close();
  await sender?.close();
  rmSync(folder, { recursive: true });
});

const press = (popup: Page, action: string) =>
  popup.$eval(`[data-action="${action}"]`, (button) => (button as HTMLElement).click());

test(`the worker is killed ${KILLS} times while ${FRAMES} frames are recorded: none is lost`, async () => {
  const page = await browser.newPage();
  await page.goto(sender.url);
  await vi.waitFor(() => expect(sender.made()).toBe(1), 30_000);
  const { beside, tab } = await openBeside(browser);
  const kill = await createKiller(beside);
  let popup = await browser.newPage();
  const address = `chrome-extension://${EXTENSION_ID}/popup.html?site=http://127.0.0.1&tab=${tab}`;
  await popup.goto(address);
  await popup.waitForSelector("[data-action=record]");
  await press(popup, "record");
  await popup.waitForSelector("[data-support=recording]");
  // A popup does not stay; what records does not need it.
  await popup.close();
  await page.bringToFront();
  let last = -1;
  for (let round = 0; round < KILLS; round += 1) {
    const flow = sender.send({ frames: FRAMES / KILLS, rate: 4_000 });
    await kill();
    last = await flow;
  }
  const got = () => page.evaluate("page.last");
  await vi.waitFor(async () => expect(await got()).toBe(last), 60_000);
  await beside.close();
  await vi.waitFor(async () => {
    const [row] = await readJournal(browser);
    expect(row?.last).toBeGreaterThanOrEqual(FRAMES);
  }, 60_000);

  popup = await browser.newPage();
  await popup.goto(address);
  await popup.waitForSelector("[data-support=recording]");
  await press(popup, "stop");
  await popup.waitForSelector("[data-support=recorded]");
  await popup.waitForSelector("[data-counts=in]", { timeout: 90_000 });
  await press(popup, "save");
  await vi.waitFor(() => expect(readdirSync(folder)[0]).toMatch(/\.json\.gz$/), 60_000);
  await popup.close();

  const viewer = await browser.newPage();
  await viewer.goto(`chrome-extension://${EXTENSION_ID}/viewer.html`);
  await viewer.waitForFunction("window.hopscope");
  await drop(viewer, join(folder, readdirSync(folder)[0]!));
  const found = await auditFrom(viewer, last);
  console.log(`killed ${KILLS} times: ${JSON.stringify(found)}`);
  expect(found).toMatchObject({ frames: FRAMES, gaps: 0, holes: 0, doubles: 0, errors: 0 });
});

/** An app that runs inside a page of another one. */
import type { Browser, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startLab } from "../../../lab/server.ts";
import { launch, openPanelPage } from "../../../scripts/browser.ts";
import { firstPage, LIVE, setScenario, settled } from "../../../scripts/play.ts";
import { startServer } from "../taps/server.ts";
import { read } from "./watch.ts";

let lab: Awaited<ReturnType<typeof startLab>>;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
const LOGIN = "[data-testid=login-ada]";
const GENERATE = "[data-testid^=generate-]:not([data-testid=generate-all])";

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0, deniedHoldMs: 200 });
  server = await startServer(
    () =>
      `<!doctype html><title>outside</title><iframe src="${lab.url}/login" width="1200" height="900">`,
  );
  browser = await launch();
  page = await firstPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await lab?.close();
});

async function openEmbedded(): Promise<Frame> {
  await page.goto(server.url);
  const frame = await page.waitForFrame((each) => each.url().startsWith(lab.url));
  // The second time she is signed in already.
  await frame.waitForSelector(`${LOGIN}, ${GENERATE}`);
  await frame.$$eval(LOGIN, (buttons) => (buttons[0] as HTMLElement | undefined)?.click());
  await frame.waitForSelector(GENERATE);
  await frame.waitForSelector(LIVE);
  return frame;
}

test("its jobs are told whole, from its frame, and the page around it takes no part", async () => {
  await setScenario(lab.url, "healthy-v1");
  const frame = await openEmbedded();
  const panel = await openPanelPage(browser, page);
  await page.bringToFront();
  await frame.$eval(GENERATE, (button) => (button as HTMLElement).click());
  const { jobs, gaps } = await settled(panel, 1);
  expect(jobs.map(({ verdict }) => verdict.kind)).toEqual(["complete"]);
  expect(gaps).toBe(0);
  const handled = (await read(panel)).filter(({ kind }) => kind === "handler.run");
  expect(new Set(handled.map(({ frameId }) => frameId)).size).toBe(1);
  expect(handled[0]?.frameId).toBeGreaterThan(0);
});

test("a question about its job is asked in its frame", async () => {
  await setScenario(lab.url, "project-update-missing-v1");
  const frame = await openEmbedded();
  const panel = await openPanelPage(browser, page);
  await page.bringToFront();
  await frame.$eval(GENERATE, (button) => (button as HTMLElement).click());
  // The job of the page before is still told of.
  await settled(panel, 2);
  await panel.$eval('[data-action="probe"]', (button) => (button as HTMLElement).click());
  const answers = await vi.waitFor(async () => {
    const found = (await read(panel)).filter((event) => event.kind === "probe.answer");
    expect(found).not.toEqual([]);
    return found;
  }, 15_000);
  expect(answers[0]?.frameId).toBeGreaterThan(0);
  expect(answers[0]?.status).toBe(200);
});

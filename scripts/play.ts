import type { Browser, Frame, Page } from "puppeteer-core";
import type { Snapshot } from "../lib/chain/snapshot.ts";

/** What a page of automation offers: see docs/automation.md. */
export type Panel = Frame | Page;

/** What the app shows once its project is there and the server has answered its joins, whatever it said. */
export const LIVE = "[data-live=true]";

/** A POST of JSON to the lab. @throws when it does not answer well. */
export async function post(lab: string, path: string, body: object = {}): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(lab + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok)
    throw new Error(`The lab answered ${answer.status} to ${path}: ${await answer.text()}`);
}

/** Switches the lab to one of its scenarios and puts its tables back to the start. */
export async function setScenario(lab: string, name: string): Promise<void> {
  await post(lab, "/lab/scenario", { name });
  await post(lab, "/lab/reset");
}

/** Signs in as Ada in this tab and waits until her project is open and live. */
export async function openProject(page: Page, lab: string): Promise<void> {
  await page.goto(`${lab}/login`);
  if (page.url().includes("/login")) {
    // Not by its place: DevTools may be docking just now, and everything moves.
    await page.$eval("[data-testid=login-ada]", (button) => (button as HTMLElement).click());
  }
  await page.waitForSelector("[data-testid^=generate-]");
  await page.waitForSelector(LIVE);
}

/** Presses Generate on the nth node, counted from 1, as a user would. */
export async function generate(page: Page, node = 1): Promise<void> {
  const buttons = await page.$$("[data-testid^=generate-]:not([data-testid=generate-all])");
  const button = buttons[node - 1];
  if (!button) throw new Error(`There are ${buttons.length} nodes, not ${node}.`);
  await button.click();
}

/** The panel's JSON, the same as `npm run analyze -- --json`. */
export async function snapshot(panel: Panel): Promise<Snapshot> {
  return await panel.evaluate(() => window.hopscope.snapshot());
}

/** Waits until `count` jobs have a verdict that is no longer "running", and returns the snapshot. */
export async function settled(panel: Panel, count: number, ms = 60_000): Promise<Snapshot> {
  const deadline = Date.now() + ms;
  for (;;) {
    const seen = await snapshot(panel);
    const done = seen.jobs.filter((job) => job.verdict.kind !== "running");
    if (done.length >= count) return seen;
    if (Date.now() > deadline) {
      throw new Error(
        `${done.length} of ${count} jobs settled in ${ms} ms: ${JSON.stringify(seen)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The first tab of a fresh browser. */
export async function firstPage(browser: Browser): Promise<Page> {
  const [page] = await browser.pages();
  return page ?? (await browser.newPage());
}

import type { Browser, Frame, Page } from "puppeteer-core";
import type { Snapshot } from "../lib/chain/snapshot.ts";

/** What a page of automation offers: see docs/automation.md. */
type Panel = Frame | Page;

/** Switches the lab to one of its scenarios and puts its tables back to the start. */
export async function setScenario(lab: string, name: string): Promise<void> {
  for (const [path, body] of [
    ["/lab/scenario", { name }],
    ["/lab/reset", {}],
  ] as const) {
    const answer = await fetch(lab + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`The lab answered ${answer.status} to ${path}: ${await answer.text()}`);
  }
}

/** Signs in as Ada in this tab and waits until her project is open and live. */
export async function openProject(page: Page, lab: string): Promise<void> {
  await page.goto(`${lab}/login`);
  if (page.url().includes("/login")) {
    await Promise.all([page.waitForNavigation(), page.click("[data-testid=login-ada]")]);
  }
  await page.waitForSelector("[data-testid^=generate-]");
  await page.waitForSelector("[data-live=true]");
}

/** Presses Generate on the first node, as a user would. */
export async function generate(page: Page): Promise<void> {
  await page.click("[data-testid^=generate-]:not([data-testid=generate-all])");
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

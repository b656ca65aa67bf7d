/** The moves of a scenario, in a real browser. */
import type { Browser, Page } from "puppeteer-core";
import type { Move } from "../../lab/scenarios/scenario.ts";
import { generate, LIVE, openProject, post } from "../play.ts";

/** Where a scenario is played: the tab that is watched, and the address of its lab. */
export interface Stage {
  browser: Browser;
  page: Page;
  lab: string;
  /** The tab that `hide` brings to the front. */
  cover?: Page;
}

type Moves = {
  [K in Move["move"]]: (stage: Stage, move: Extract<Move, { move: K }>) => Promise<unknown>;
};

/** An `until` of a scenario may wait for a provider that takes its time. */
const PATIENCE_MS = 60_000;

const moves: Moves = {
  generate: ({ page }, { node }) => generate(page, node),
  "generate-all": ({ page }) => page.click("[data-testid=generate-all]"),
  until: ({ page }, { selector }) => page.waitForSelector(selector, { timeout: PATIENCE_MS }),
  pause: (_, { ms }) => new Promise((resolve) => setTimeout(resolve, ms)),
  async reload({ page }) {
    await page.reload();
    if (page.url().includes("/projects/")) await page.waitForSelector(LIVE);
  },
  click: ({ page }, { selector }) => page.click(selector),
  navigate: ({ page, lab }, { path }) => page.goto(lab + path),
  async hide(stage) {
    stage.cover ??= await stage.browser.newPage();
    await stage.cover.bringToFront();
  },
  show: ({ page }) => page.bringToFront(),
  async "second-tab"({ browser, page, lab }) {
    await openProject(await browser.newPage(), lab);
    await page.bringToFront();
  },
  focus: ({ page }) => page.evaluate(() => window.dispatchEvent(new Event("focus"))),
  offline: ({ page }, { offline }) => page.setOfflineMode(offline),
  lab: ({ lab }, { path, body }) => post(lab, path, body),
};

/** Makes one move. @throws when the page does not let it. */
export async function make(stage: Stage, move: Move): Promise<void> {
  const perform = moves[move.move] as (stage: Stage, move: Move) => Promise<unknown>;
  await perform(stage, move);
}

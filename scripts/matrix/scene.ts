/** One scenario, from its first page to its verdict, in a browser of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "puppeteer-core";
import type { Scenario } from "../../lab/scenarios.ts";
import { launch, openPanel } from "../browser.ts";
import { firstPage, openProject, setScenario, type Panel } from "../play.ts";
import { word } from "./judge.ts";
import { make } from "./moves.ts";
import { watch } from "./watch.ts";

export const OUTPUT = "matrix-output";

/** One line of the table. `seconds` is the whole play; `reason` says why it did not pass. */
export interface Result {
  scenario: string;
  expected: string;
  said: string;
  pass: boolean;
  seconds: number;
  reason?: string;
}

/** What is due becomes missing in half a minute, a dead socket shows sooner in the lab; a probe is an answer away. */
const PATIENCE_MS = { passive: 45_000, job: 500, probed: 20_000 };
/** The lab's provider is quick, so its jobs need not be waited for as long as others: set as a person does, ms. */
const BUDGETS = { U1: 5_000, U2: 2_000 };
const CLOSING_MS = 5_000;

export const expectedOf = ({ expected, probed }: Scenario): string =>
  [expected, ...(probed ? [probed] : [])].map(word).join(" → ");

/**
 * Plays a scenario and leaves its trace in `matrix-output/`. Never throws: what went wrong is the result's `reason`.
 * @param onBrowser is told the process id of the browser.
 */
export async function playScenario(
  lab: string,
  scenario: Scenario,
  onBrowser: (pid: number | undefined) => void = () => {},
): Promise<Result> {
  const start = performance.now();
  const said: string[] = [];
  let reason: string | null;
  try {
    reason = await play(lab, scenario, said, onBrowser);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  return {
    scenario: scenario.name,
    expected: expectedOf(scenario),
    said: said.join(" → ") || "nothing",
    pass: reason === null,
    seconds: Math.round((performance.now() - start) / 100) / 10,
    ...(reason !== null && { reason }),
  };
}

/** Why the scenario does not pass, or null. */
async function play(
  lab: string,
  scenario: Scenario,
  said: string[],
  onBrowser: (pid: number | undefined) => void,
): Promise<string | null> {
  const { name, expected, probed, moves = [{ move: "generate" }] } = scenario;
  await setScenario(lab, name);
  const browser = await launch({ devtools: true });
  onBrowser(browser.process()?.pid);
  const page = await firstPage(browser);
  try {
    await openProject(page, lab);
    const { panel } = await openPanel(browser);
    await panel.evaluate((budgets) => window.hopscope.setBudgets(budgets), BUDGETS);
    const stage = { browser, page, lab };
    for (const move of moves) await make(stage, move);
    const patience = PATIENCE_MS.passive + (expected.jobs ?? 1) * PATIENCE_MS.job;
    const passive = await watch(panel, expected, patience);
    said.push(passive.said);
    keepTrace(name, passive.trace);
    if (passive.wrong !== null || !probed) return passive.wrong;
    if (!(await pressProbe(panel))) return "the panel has no probe button";
    const active = await watch(panel, probed, PATIENCE_MS.probed);
    said.push(active.said);
    keepTrace(name, active.trace);
    return active.wrong && `probed: ${active.wrong}`;
  } catch (error) {
    await keepPicture(name, page);
    throw error;
  } finally {
    await close(browser);
  }
}

function keepTrace(name: string, trace: string): void {
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(`${OUTPUT}/${name}.jsonl`, trace);
}

/** What the page showed when it did not let the scenario go on. */
async function keepPicture(name: string, page: Page): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}/${name}.png` }).catch(() => {});
}

/** False when there is no such button. */
const pressProbe = (panel: Panel): Promise<boolean> =>
  panel.evaluate(() => {
    const button = document.querySelector<HTMLElement>("[data-action=probe]");
    button?.click();
    return button !== null;
  });

/** A browser that does not close when asked is killed. */
async function close(browser: Browser): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref());
  await Promise.race([browser.close().catch(() => {}), patience]);
  browser.process()?.kill("SIGKILL");
}

/** Support mode: a problem is recorded, told in plain words and saved, by keyboard only and without DevTools. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startLab } from "../../lab/server.ts";
import type { Snapshot } from "../../lib/chain/snapshot.ts";
import { EXTENSION_ID, launch } from "../../scripts/browser.ts";
import { generate, openProject, setScenario } from "../../scripts/play.ts";
import { drop } from "./viewer/drop.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

let lab: Awaited<ReturnType<typeof startLab>>;
let browser: Browser;
let page: Page;
let folder: string;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0 });
  folder = mkdtempSync(join(tmpdir(), "hopscope-"));
  browser = await launch();
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
  });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
  rmSync(folder, { recursive: true });
});

/** The popup as a press of the button in the toolbar opens it. */
async function openPopup(): Promise<Page> {
  await page.bringToFront();
  const opened = browser.waitForTarget((target) => target.url().endsWith("/popup.html"));
  await (await browser.extensions()).get(EXTENSION_ID)?.triggerAction(page);
  const popup = await (await opened).asPage();
  await popup.waitForSelector("[data-support]");
  return popup;
}

/** Goes to a control with Tab and presses it with Enter. */
async function press(popup: Page, action: string): Promise<void> {
  const isThere = () =>
    popup.evaluate((name) => document.activeElement?.matches(`[data-action="${name}"]`), action);
  for (let n = 0; n < 40 && !(await isThere()); n += 1) await popup.keyboard.press("Tab");
  expect(await isThere()).toBe(true);
  await popup.keyboard.press("Enter");
}
const textOf = (popup: Page, selector: string) =>
  popup.$eval(selector, (found) => (found as HTMLElement).innerText);
const badge = (popup: Page) =>
  popup.evaluate(async () => await chrome.action.getBadgeText({})) as Promise<string>;

test("a problem is recorded and saved by keyboard only; the viewer and the command line say the same of it", async () => {
  await setScenario(lab.url, "public-project-join-v1");
  await openProject(page, lab.url);
  let popup = await openPopup();
  await press(popup, "record");
  await popup.waitForSelector("[data-support=recording]");
  expect(await badge(popup)).toBe("●");
  await popup.close();

  await generate(page);
  popup = await openPopup();
  await popup.waitForSelector("[data-support=recording]");
  await popup.waitForFunction(() => document.body.innerText.includes("The image was ready."));
  await press(popup, "stop");
  await popup.waitForSelector("[data-support=recorded]");
  expect(await badge(popup)).toBe("");
  expect(await textOf(popup, "h1")).toBe("The image was ready, but the page did not show it");
  const code = await popup.$eval("[data-code]", (found) => (found as HTMLElement).dataset["code"]);
  await popup.waitForSelector("[data-counts=in] li");
  expect(await textOf(popup, "[data-counts=out]")).toContain("What you asked for, in your words");
  await press(popup, "save");
  await popup.waitForSelector("[data-action=save] + [role=status]");
  const saved = await textOf(popup, "[data-action=save] + [role=status]");
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1), 10_000);
  const [name] = readdirSync(folder);
  expect(saved).toContain(name);

  const file = join(folder, name!);
  const analyze = [join(repository, "scripts/analyze.ts"), file, "--json"];
  const printed = JSON.parse(execFileSync(process.execPath, analyze, { encoding: "utf8" })) as {
    jobs: Snapshot["jobs"];
  };
  const [job] = printed.jobs;
  expect(job?.verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
  expect(code).toBe("U9 R01");

  const viewer = await browser.newPage();
  await viewer.goto(`chrome-extension://${EXTENSION_ID}/viewer.html`);
  await viewer.waitForFunction("window.hopscope");
  await drop(viewer, file);
  await viewer.waitForSelector(".ladder");
  await viewer.waitForFunction("!document.querySelector('[data-reading]')");
  expect(await viewer.evaluate("window.hopscope.snapshot()")).toEqual(printed);
  await viewer.close();
});

test("what was recorded is there when the popup is opened again, and is thrown away by a key", async () => {
  const popup = await openPopup();
  await popup.waitForSelector("[data-support=recorded]");
  await press(popup, "throw-away");
  await popup.waitForSelector("[data-support=idle]");
  await popup.close();
});

test("a tab that is closed ends its recording, which is kept", async () => {
  let popup = await openPopup();
  await press(popup, "record");
  await popup.waitForSelector("[data-support=recording]");
  await popup.close();
  const other = await browser.newPage();
  await other.goto(`${lab.url}/lab`);
  await page.close();
  page = other;
  await vi.waitFor(async () => {
    popup = await openPopup();
    const state = await popup.$eval("[data-support]", (found) =>
      found.getAttribute("data-support"),
    );
    const text = await badge(popup);
    await popup.close();
    expect([state, text]).toEqual([expect.stringMatching(/recorded|looking/), ""]);
  }, 20_000);
});

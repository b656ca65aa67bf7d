/**
 * `npm run demo`: builds, starts the lab, opens Chromium with the extension, DevTools and the panel. Without a display, or
 * with `--headless`, it plays a healthy and a broken job instead and leaves ladders, screenshots and traces in demo-output/.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser } from "puppeteer-core";
import { startLab } from "../lab/server.ts";
import { formatTrace } from "../lib/trace/file.ts";
import { launch, openPanel, openPanelPage } from "./browser.ts";
import { findChromium } from "./chromium.ts";
import { firstPage, generate, openProject, setScenario, settled } from "./play.ts";

const OUTPUT = "demo-output";
const display = process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"];
const windowed = process.platform === "darwin" || process.platform === "win32" || display;
const headless = process.argv.includes("--headless") || !windowed;

function build(): void {
  for (const args of [
    ["run", "build"],
    ["run", "build", "-w", "lab"],
  ]) {
    const { status } = spawnSync("npm", args, { stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
}

/** Plays one scenario in a browser of its own, prints its ladder and keeps pictures and trace. */
async function play(lab: string, scenario: string): Promise<void> {
  await setScenario(lab, scenario);
  const browser = await launch({ devtools: true });
  try {
    const page = await firstPage(browser);
    await openProject(page, lab);
    const { panel, devtools } = await openPanel(browser);
    await generate(page);
    await settled(panel, 1);
    const events = await panel.evaluate(() => window.hopscope.events());
    writeFileSync(`${OUTPUT}/${scenario}.jsonl`, formatTrace(events));
    await devtools.screenshot({ path: `${OUTPUT}/${scenario}-devtools.png` });
    await page.screenshot({ path: `${OUTPUT}/${scenario}-page.png` });
    const wide = await openPanelPage(browser, page);
    await wide.setViewport({ width: 1440, height: 940 });
    await settled(wide, 1);
    await wide.screenshot({ path: `${OUTPUT}/${scenario}-panel.png` });
  } finally {
    await browser.close();
  }
  console.log(`\n── ${scenario} ──`);
  spawnSync("npm", ["run", "--silent", "analyze", "--", `${OUTPUT}/${scenario}.jsonl`], {
    stdio: "inherit",
  });
}

async function untilClosed(browser: Browser): Promise<void> {
  await new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
}

findChromium();
build();
process.env["LAB_QUIET"] ??= "1";
const lab = await startLab({ port: 0, realtimePort: 0 });
try {
  if (headless) {
    mkdirSync(OUTPUT, { recursive: true });
    await play(lab.url, "healthy-v1");
    await play(lab.url, "public-project-join-v1");
    console.log(`\nScreenshots and traces are in ${OUTPUT}/.`);
  } else {
    const browser = await launch({ devtools: true, headless: false });
    await openProject(await firstPage(browser), lab.url);
    await openPanel(browser);
    console.log(
      `The lab is at ${lab.url}; its scenarios at ${lab.url}/lab. Close the browser to end.`,
    );
    await untilClosed(browser);
  }
} finally {
  await lab.close();
}

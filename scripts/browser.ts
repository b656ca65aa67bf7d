import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.ts";

/** Where `npm run build` leaves the extension. */
export const EXTENSION = fileURLToPath(new URL("../.output/chrome-mv3", import.meta.url));

/** Chromium names an unpacked extension after its folder: sha256 of the path, hex digits written as a-p. */
export const EXTENSION_ID = createHash("sha256")
  .update(EXTENSION)
  .digest("hex")
  .slice(0, 32)
  .replaceAll(/[0-9a-f]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-features=DisableLoadExtensionCommandLineSwitch,Translate",
];

/** What moves in DevTools is drawn by the processor, for nobody. */
const HEADLESS = ["--headless=new", "--window-size=1600,1000", "--force-prefers-reduced-motion"];

/**
 * Chromium with the built extension in a fresh profile.
 * @param options `devtools` opens DevTools for every tab; `headless` false needs a display; `keepPages` has the back/forward
 *   cache, which Puppeteer switches off.
 */
export async function launch(
  options: { devtools?: boolean; headless?: boolean; keepPages?: boolean; args?: string[] } = {},
): Promise<Browser> {
  const { devtools = false, headless = true, keepPages = false, args = [] } = options;
  return await puppeteer.launch({
    executablePath: findChromium(),
    headless,
    devtools,
    defaultViewport: null,
    ignoreDefaultArgs: [
      "--disable-extensions",
      ...(keepPages ? ["--disable-back-forward-cache"] : []),
    ],
    args: [
      ...FLAGS,
      ...(headless ? HEADLESS : []),
      `--load-extension=${EXTENSION}`,
      `--disable-extensions-except=${EXTENSION}`,
      ...args,
    ],
  });
}

/** Chromium as it is, in a fresh profile: for taps that a test puts into the page itself. */
export const launchBare = async (): Promise<Browser> =>
  await puppeteer.launch({ executablePath: findChromium(), args: FLAGS });

/** Shows Hopscope's panel in the DevTools window of the browser's first tab, as a user would by clicking its tab. */
export async function openPanel(browser: Browser): Promise<{ panel: Frame; devtools: Page }> {
  const target = await browser.waitForTarget((t) => t.url().startsWith("devtools://devtools/"));
  const devtools = await target.asPage();
  await until(devtools, SHOW_PANEL);
  const panel = await devtools.waitForFrame((frame) => frame.url().includes("/panel.html"));
  await until(panel, READY);
  return { panel, devtools };
}

/** The panel's script has run: what automation talks to is there. */
const READY = "window.hopscope !== undefined";

/**
 * Evaluates `expression` until it is true; what it raises while a page is still starting counts as not yet. Not
 * `waitForFunction`: that evaluates in a world of its own, where modules and globals are others.
 * @throws after 30 s.
 */
async function until(page: Page | Frame, expression: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await page.evaluate(expression).catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Not true after 30 s: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The panel as an ordinary page of the extension, beside the tab that it watches. */
export async function openPanelPage(browser: Browser, watched: Page): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/panel.html`);
  const tab = await page.evaluate(async (url) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((t) => t.url === url || t.pendingUrl === url)?.id ?? tabs[0]?.id;
  }, watched.url());
  await page.goto(`chrome-extension://${EXTENSION_ID}/panel.html?tabId=${tab}`);
  await until(page, READY);
  return page;
}

// Runs inside the DevTools front end: its own module knows the panel by `chrome-extension://<id><title>`. A string, because
// Vitest rewrites the `import()` of a function.
const SHOW_PANEL = `(async () => {
  const { InspectorView } = await import("devtools://devtools/bundled/ui/legacy/legacy.js");
  const view = InspectorView.InspectorView.instance();
  const ids = view.tabbedPane?.tabIds?.() ?? [];
  const id = ids.find((tab) => tab.startsWith("chrome-extension://") && tab.endsWith("Hopscope"));
  if (id) await view.showPanel(id);
  return id !== undefined;
})()`;

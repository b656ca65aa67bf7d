/** The browsers that are compared, each with its own tool and nothing else. */
import puppeteer, { type Browser, type CDPSession, type Target } from "puppeteer-core";
import { fileURLToPath } from "node:url";
import { EXTENSION, FLAGS } from "../../scripts/browser.ts";
import { findChromium } from "../../scripts/chromium.ts";
import type { Bench } from "./site.tsx";

const here = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** A site that nobody has switched the extension on for. */
export const FOREIGN = "elsewhere.test";

interface Tool {
  extension?: string;
  devtools?: true;
  /** End of the id of the DevTools panel that is shown. */
  panel?: string;
  network?: true;
}

/** In the order of the table. What is over DevTools is compared with `idle`, all else with `bare`. */
export const tools = {
  bare: {},
  closed: { extension: EXTENSION },
  idle: { devtools: true },
  open: { extension: EXTENSION, devtools: true, panel: "Hopscope" },
  panel: { devtools: true, panel: "network" },
  cdp: { network: true },
  naive: { extension: here("naive") },
  listener: { extension: here("listener") },
} as const satisfies Record<string, Tool>;
export type Variant = keyof typeof tools;

export interface Tab {
  variant: Variant;
  session: CDPSession;
  /** Evaluates in the page; the browser's driver is never attached as a `Page`, as it would switch the network domain on. */
  run<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    bench: Bench;
  }
}

export async function openTab(variant: Variant, url: string): Promise<Tab> {
  const tool: Tool = tools[variant];
  const { extension, devtools = false } = tool;
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    devtools,
    defaultViewport: null,
    waitForInitialPage: false,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      ...FLAGS,
      "--headless=new",
      `--host-resolver-rules=MAP ${FOREIGN} 127.0.0.1`,
      "--window-size=1600,1000",
      ...(extension
        ? [`--load-extension=${extension}`, `--disable-extensions-except=${extension}`]
        : []),
    ],
  });
  const target = await browser.waitForTarget((each) => each.type() === "page" && !isFrontEnd(each));
  const session = await target.createCDPSession();
  const run = evaluator(session);
  await session.send("Page.enable");
  const loaded = new Promise((resolve) => session.once("Page.loadEventFired", resolve));
  await session.send("Page.navigate", { url });
  await loaded;
  await session.send("Page.disable");
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await run("bench.ready.then(() => true)");
  if (devtools) await showPanel(browser, tool.panel);
  if (tool.network) await session.send("Network.enable");
  return { variant, session, run, close: () => browser.close() };
}

const isFrontEnd = (target: Target) => target.url().startsWith("devtools://");

function evaluator(session: CDPSession) {
  return async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
    return result.value as T;
  };
}

/** Shows a panel of DevTools, or waits for DevTools to be there. Tried until it is: the front end takes its time. */
async function showPanel(browser: Browser, panel = "elements"): Promise<void> {
  const target = await browser.waitForTarget((each) =>
    each.url().startsWith("devtools://devtools/"),
  );
  const run = evaluator(await target.createCDPSession());
  const expression = `(async () => {
    const { InspectorView } = await import("devtools://devtools/bundled/ui/legacy/legacy.js");
    const view = InspectorView.InspectorView.instance();
    const id = (view.tabbedPane?.tabIds?.() ?? []).find((tab) => tab.endsWith(${JSON.stringify(panel)}));
    if (id) await view.showPanel(id);
    return id !== undefined;
  })()`;
  for (const deadline = Date.now() + 60_000; ;) {
    if (await run(expression).catch(() => false)) return;
    if (Date.now() > deadline) throw new Error(`DevTools has no panel ${panel}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

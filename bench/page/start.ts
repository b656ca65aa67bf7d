/** What the taps cost before anything happens: bytes, the time to start, timers, and a site that is not switched on. */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { EXTENSION } from "../../scripts/browser.ts";
import type { Tab } from "./browsers.ts";
import { median } from "./measure.ts";

const STARTS = 15;

const tap = readFileSync(`${EXTENSION}/content-scripts/tap.js`, "utf8");

export const gzipSize = (): number => gzipSync(tap, { level: 9 }).length;

/** Counts timers from before the taps' first line on; written as text, because it runs in the page. */
const count = `
  window.timers = 0;
  for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"]) {
    const native = window[name];
    window[name] = (...given) => { window.timers += 1; return native.apply(window, given); };
  }
  const start = performance.now();
  ${tap}
  window.started = performance.now() - start;
`;

/** Ms to compile and run the taps' script, and how many timers they set in two seconds of rest. In a browser without the extension. */
export async function startOf({ session, run }: Tab): Promise<{ ms: number; timers: number }> {
  await session.send("Page.enable");
  const { identifier } = await session.send("Page.addScriptToEvaluateOnNewDocument", {
    source: `{${count}}`,
  });
  const times: number[] = [];
  const reload = async () => {
    const loaded = new Promise((resolve) => session.once("Page.loadEventFired", resolve));
    await session.send("Page.reload");
    await loaded;
    await run("bench.ready.then(() => true)");
  };
  for (let n = 0; n < STARTS; n += 1) {
    await reload();
    times.push(await run<number>("started"));
  }
  await wait(1_000);
  const before = await run<number>("timers");
  await wait(2_000);
  const timers = (await run<number>("timers")) - before;
  await session.send("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  await reload();
  await session.send("Page.disable");
  return { ms: median(times), timers };
}

/** UTF-16 units of the extension's scripts in a page. */
export async function injectedInto({ session }: Tab, url: string): Promise<number> {
  let units = 0;
  await session.send("Page.enable");
  // The debugger tells of the scripts that are there already, so the page before must be gone.
  const left = new Promise((resolve) => session.once("Page.loadEventFired", resolve));
  await session.send("Page.navigate", { url: "about:blank" });
  await left;
  session.on("Debugger.scriptParsed", (script) => {
    if (script.url.startsWith("chrome-extension://")) units += script.length ?? 0;
  });
  await session.send("Debugger.enable");
  const loaded = new Promise((resolve) => session.once("Page.loadEventFired", resolve));
  await session.send("Page.navigate", { url });
  await loaded;
  await session.send("Debugger.disable");
  await session.send("Page.disable");
  return units;
}

import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaptureEvent } from "../../lib/event.ts";
import { launch, launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./conformance/server.ts";

let taps: string;
let checks: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let extended: Browser;

beforeAll(async () => {
  checks = await bundle("../conformance/run.ts");
  taps = await bundle("install.ts");
  server = await startServer("<!doctype html><title>conformance</title><body>");
  browser = await launchBare();
  extended = await launch();
});
afterAll(async () => {
  await browser?.close();
  await extended?.close();
  await server?.close();
});

type Found = Record<string, unknown>;

/** What the checks of one subject give, as a script of the page. */
async function runChecks(
  subject: string,
  before?: string,
  where: Browser = browser,
): Promise<{ found: Found; page: Page }> {
  const page = await where.newPage();
  if (before !== undefined) await page.evaluateOnNewDocument(before);
  await page.goto(server.url);
  await page.addScriptTag({ content: checks });
  return { found: (await page.evaluate(`conform.run("${subject}")`)) as Found, page };
}

/** Each with the least number of its checks. */
const subjects: [string, number][] = [
  ["builtins", 60],
  ["bind", 8],
  ["traps", 15],
  ["reports", 7],
  ["socketShape", 30],
  ["socketConstruct", 45],
  ["socketEvents", 58],
  ["socketLife", 70],
  ["fetchShape", 10],
  ["fetchErrors", 130],
  ["fetchAnswers", 110],
  ["fetchAbort", 60],
];

test.each(subjects)(
  "%s: the same with the taps and without, in at least %i checks",
  async (subject, count) => {
    const bare = await runChecks(subject);
    const tapped = await runChecks(subject, taps);
    const errors = await readErrors(tapped.page);
    await Promise.all([bare.page.close(), tapped.page.close()]);
    expect(tapped.found).toEqual(bare.found);
    expect(Object.keys(bare.found).length).toBeGreaterThanOrEqual(count);
    const unfinished = Object.entries(bare.found).filter(([, value]) =>
      /^\((raised|never)/.test(String(value)),
    );
    expect(unfinished).toEqual([]);
    expect(errors).toEqual([]);
  },
);

test.each(subjects)(
  "%s: the same in a browser with the extension as in one without",
  async (subject) => {
    const bare = await runChecks(subject);
    const tapped = await runChecks(subject, undefined, extended);
    const isTapped = await tapped.page.evaluate("'subTopic' in {}");
    await Promise.all([bare.page.close(), tapped.page.close()]);
    expect(isTapped).toBe(true);
    expect(tapped.found).toEqual(bare.found);
  },
);

/** As some test environments have it. */
const accessor = `(() => {
  let value = WebSocket;
  Object.defineProperty(window, "WebSocket", {
    configurable: true,
    enumerable: false,
    get: function WebSocket() { return value; },
    set: function WebSocket(next) { value = next; },
  });
})();`;

test.each(["socketShape", "socketConstruct"])(
  "%s: the same where WebSocket is an accessor",
  async (subject) => {
    const bare = await runChecks(subject, accessor);
    const tapped = await runChecks(subject, accessor + taps);
    const look = `conform.shape("WebSocket")`;
    const shapes = [await bare.page.evaluate(look), await tapped.page.evaluate(look)];
    await Promise.all([bare.page.close(), tapped.page.close()]);
    expect(tapped.found).toEqual(bare.found);
    expect(shapes[1]).toEqual(shapes[0]);
    expect(JSON.stringify(shapes[0])).toContain("return value");
  },
);

test("what a page can tell the taps by is what is known, and nothing of it hurts", async () => {
  const bare = await runChecks("differences");
  const tapped = await runChecks("differences", taps);
  await Promise.all([bare.page.close(), tapped.page.close()]);
  const named = (value: boolean) =>
    Object.fromEntries(Object.keys(bare.found).map((name) => [name, value]));
  expect(bare.found).toEqual(named(false));
  expect(tapped.found).toEqual(named(true));
});

async function readErrors(page: Page): Promise<CaptureEvent[]> {
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 60))");
  const events = (await page.evaluate("taps.events")) as CaptureEvent[];
  return events.filter(({ kind }) => kind === "tap.error");
}

import type { Browser, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { CaptureEvent, EventKind } from "../../lib/event.ts";
import { launchBare } from "../../scripts/browser.ts";
import { watchCallers } from "./quirks/callers.ts";
import { quirks, type Quirk } from "./quirks/pages.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

const HOOK = "__REACT_DEVTOOLS_GLOBAL_HOOK__";

let taps: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let heard: string[];

beforeAll(async () => {
  const script = (await bundle("page.tsx")).replaceAll("</script", "<\\/script");
  taps = `${await bundle("install.ts")}\n//# sourceURL=taps.js`;
  server = await startServer(
    `<!doctype html><title>quirks</title><body><script>${script}</script>`,
  );
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  server.state.project.content.nodes = [];
  page = await browser.newPage();
  heard = [];
  page.on("pageerror", (error) => heard.push(String(error)));
});
afterEach(async () => {
  await page.close();
});

const url = "https://storage.test/image.png";
const change = (table: string, operation: string, record: object) => ({
  table,
  schema: "public",
  operation,
  record,
  old_record: null,
});
const read = async () => (await page.evaluate("taps.events")) as CaptureEvent[];
const waitFor = async (expression: string) =>
  void (await page.waitForFunction(expression, { timeout: 15_000, polling: 50 }));
const hasEvent = (kind: EventKind, field = "true") =>
  `taps.events.some((event) => event.kind === "${kind}" && (${field}))`;

/** One job, from the click to the picture. */
async function playJob(): Promise<void> {
  for (const topic of ["realtime:fal_jobs:ada", "realtime:project:p"]) {
    await waitFor(
      hasEvent("channel.status", `event.topic === "${topic}" && event.status === "SUBSCRIBED"`),
    );
  }
  await page.evaluate("generate()");
  const job = { id: "job-1", status: "pending" };
  server.broadcast("fal_jobs:ada", "INSERT", change("fal_jobs", "INSERT", job));
  await page.waitForSelector('[data-job="job-1"]');
  server.state.project.content.nodes = [{ id: "n", data: { generated: { url } } }];
  server.broadcast("project:p", "UPDATE", change("projects", "UPDATE", { id: "p" }));
  await page.waitForSelector("img");
  await waitFor(hasEvent("image.load"));
  await page.evaluate("bound()");
  await waitFor(hasEvent("cache.mutate", 'event.form === "bound"'));
}

/** What every tap must have seen of a job. */
const expected: EventKind[] = [
  "socket.create",
  "socket.open",
  "frame.in",
  "frame.out",
  "channel.create",
  "channel.bind",
  "channel.subscribe",
  "channel.status",
  "handler.run",
  "fetch.start",
  "fetch.end",
  "cache.hook",
  "cache.fetch",
  "cache.answer",
  "cache.write",
  "cache.mutate",
  "cache.revalidate",
  "react.commit",
  "image.load",
  "console.line",
];
async function expectAllSeen(): Promise<void> {
  const events = await read();
  expect(events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
  const seen = new Set(events.map(({ kind }) => kind));
  expect(expected.filter((kind) => !seen.has(kind))).toEqual([]);
  expect(heard).toEqual([]);
}

/** The app works and every tap sees it. */
async function playWith({ before = "", after = "" }: Omit<Quirk, "name">): Promise<void> {
  await page.evaluateOnNewDocument(before);
  await page.evaluateOnNewDocument(taps);
  await page.evaluateOnNewDocument(after);
  await page.goto(server.url);
  await playJob();
  await expectAllSeen();
}

test.each(["before", "after"])(
  "React DevTools come %s: they and the taps see the same app",
  async (when) => {
    await playWith({ [when]: await bundle("../quirks/react-devtools.ts") });
    const told = (await page.evaluate("devtools.told")) as string[];
    expect(told.filter((event) => event === "operations").length).toBeGreaterThan(1);
    expect(told).not.toContain("unsupportedRendererVersion");
    expect(await page.evaluate(`${HOOK}.renderers.size`)).toBe(1);
  },
);

test.each(quirks)(
  "$name: the app works and every tap sees it",
  async ({ name, before = "", after = "" }) => {
    await playWith({ before, after });
    expect(await page.evaluate(`Object.hasOwn(window, "${HOOK}")`)).toBe(false);
    if (name.startsWith("stacks")) expect(await page.evaluate("window.formatted")).toBe(undefined);
    if (name.startsWith("another tool"))
      expect(await page.evaluate("window.middleware")).toBe(true);
  },
);

test("once they have started, the taps call none of the built-ins that the page can replace", async () => {
  await page.evaluateOnNewDocument(taps);
  await page.evaluateOnNewDocument(watchCallers);
  await page.goto(server.url);
  await playJob();
  server.broadcast("fal_jobs:ada", "wrong", change("fal_jobs", "INSERT", { id: "job-1" }));
  await waitFor(hasEvent("handler.run", 'event.event === "wrong"'));
  await page.evaluate("fetch('/api/fal-jobs/cached', { headers: { authorization: 'Bearer x' } })");
  await page.evaluate("signIn(); mountHooks(30000)");
  await waitFor(hasEvent("auth.session"));
  await page.evaluate("taps.uninstall()");
  expect(await page.evaluate("callers")).toEqual([]);
  await expectAllSeen();
});

test("a page with a fake clock is told of by the real one", async () => {
  await page.evaluateOnNewDocument(taps);
  await page.goto(server.url);
  for (const topic of ["realtime:fal_jobs:ada", "realtime:project:p"]) {
    await waitFor(
      hasEvent("channel.status", `event.topic === "${topic}" && event.status === "SUBSCRIBED"`),
    );
  }
  const before = (await read()).length;
  await page.evaluate(() => {
    const calls: string[] = [];
    const fake = (name: string, value: unknown) => () => {
      if (new Error("who").stack?.includes("taps.js")) calls.push(name);
      return value;
    };
    for (const name of ["setTimeout", "clearTimeout", "setInterval", "queueMicrotask"]) {
      Reflect.set(window, name, fake(name, 1));
    }
    Reflect.set(performance, "now", fake("now", 0));
    Reflect.set(Date, "now", fake("Date.now", 0));
    Object.assign(window, { fakeCalls: calls });
  });
  server.broadcast("fal_jobs:ada", "nobody", { id: 1 });
  const fresh = await vi.waitFor(async () => {
    const events = (await read()).slice(before);
    expect(events.length).toBeGreaterThan(0);
    return events;
  }, 10_000);
  expect(fresh.map(({ kind }) => kind)).toContain("frame.in");
  expect(fresh[0]?.at).toBeGreaterThan(1_700_000_000_000);
  expect(await page.evaluate("fakeCalls")).toEqual([]);
});

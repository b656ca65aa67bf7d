import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaptureEvent } from "../../lib/event.ts";
import { launchBare } from "../../scripts/browser.ts";
import { bundle } from "./taps/bundle.ts";
import { startServer } from "./taps/server.ts";

let taps: string;
let browser: Browser;
beforeAll(async () => {
  taps = await bundle("install.ts");
  browser = await launchBare();
});
afterAll(async () => {
  await browser?.close();
});

const change = (operation: string, status: string) => ({
  table: "fal_jobs",
  schema: "public",
  operation,
  record: { id: "job-1", status },
  old_record: null,
});

/** One session of the page, and all that it noted: its own trace, its console, what nobody caught, what the server was asked. */
async function play(script: string, before?: string) {
  const server = await startServer("<!doctype html><title>session</title><body>", { script });
  server.state.project.content.nodes = [{ id: "n" }];
  const page = await browser.newPage();
  const heard: string[] = [];
  // Addresses differ from run to run by their port.
  const hear = (line: string) => void heard.push(line.replaceAll(new URL(server.url).host, "host"));
  page.on("pageerror", (error) => hear(`error ${String(error)}`));
  page.on("console", (line) => hear(`${line.type()} ${line.text()}`));
  if (before !== undefined) await page.evaluateOnNewDocument(before);
  await page.goto(server.url);
  await page.addScriptTag({ url: "/app.js" });
  const step = async (name: string) => {
    await page.evaluate(`trace.push("--- ${name}"); steps.${name}()`);
  };
  const say = async (event: string, payload: object) => {
    const start = (await page.evaluate("trace.length")) as number;
    server.broadcast("fal_jobs:ada", event, payload);
    await page.waitForFunction(
      `trace.slice(${start}).some((line) => line.startsWith("message ${event} "))`,
      { polling: 20 },
    );
    await page.evaluate("wait(60)");
  };
  await step("mount");
  await step("join");
  await say("INSERT", change("INSERT", "pending"));
  await say("UPDATE", change("UPDATE", "completed"));
  for (const event of ["throws", "rejects", "last"]) await say(event, { own: event });
  for (let count = 0; count < 10; count += 1) {
    server.broadcast("fal_jobs:ada", "burst", { count });
  }
  await say("last", {});
  for (const name of [
    "fetches",
    "timers",
    "swr",
    "react",
    "socket",
    "globals",
    "leave",
    "console",
  ]) {
    await step(name);
  }
  const trace = ((await page.evaluate("trace")) as string[]).map((line) =>
    line.replaceAll(new URL(server.url).host, "host"),
  );
  const events =
    before === undefined ? [] : ((await page.evaluate("taps.events")) as CaptureEvent[]);
  await page.close();
  await server.close();
  return { trace, heard, events };
}

test.each(["production", "development"] as const)(
  "a session of a %s build runs in the same order and says the same, with the taps and without",
  async (mode) => {
    const script = await bundle("../session/page.tsx", mode);
    const bare = await play(script);
    const tapped = await play(script, taps);
    expect(tapped.trace).toEqual(bare.trace);
    expect(tapped.heard).toEqual(bare.heard);
    expect(bare.trace.length).toBeGreaterThan(150);
    expect(tapped.events.filter(({ kind }) => kind === "tap.error")).toEqual([]);
    const kinds = new Set(tapped.events.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["handler.run", "cache.mutate", "fetch.fail", "react.commit"]),
    );
    if (mode === "development") expect(bare.heard.join("\n")).toContain("React DevTools");
  },
);

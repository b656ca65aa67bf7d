/** The viewer: files dropped on a page of the extension, by somebody who opens no DevTools. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Snapshot } from "../../lib/chain/snapshot.ts";
import { writeTrace } from "../../lib/trace/stream.ts";
import { EXTENSION_ID, launch } from "../../scripts/browser.ts";
import { onClock, ownTab, publicTab } from "../logs/pair.ts";
import { drop } from "./viewer/drop.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const version = (name: string) => join(repository, "tests/logs/versions", name);

let browser: Browser;
let page: Page;
let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hopscope-"));
  browser = await launch();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await page.goto(`chrome-extension://${EXTENSION_ID}/viewer.html`);
  await page.waitForFunction("window.hopscope");
});

const isRead = () => page.waitForFunction("!document.querySelector('[data-reading]')");
const said = () => page.$eval(".notice", (notice) => notice.textContent);

test.each(["1.jsonl", "2.hopscope.json.gz"])(
  "%s, dropped on the empty viewer, says what the command line says",
  async (name) => {
    expect(await page.$eval(".blank h2", (title) => title.textContent)).toBe("Drop a trace here");
    await drop(page, version(name));
    await page.waitForSelector(".ladder");
    await isRead();
    const shown = (await page.evaluate("window.hopscope.snapshot()")) as Snapshot;
    const analyze = [join(repository, "scripts/analyze.ts"), version(name), "--json"];
    const printed = execFileSync(process.execPath, analyze, { encoding: "utf8" });
    expect(shown).toEqual(JSON.parse(printed));
    expect(shown.jobs[0]?.verdict).toMatchObject({ kind: "broken", rule: "R01" });
    expect(await page.$(".notice")).toBeNull();
  },
);

test.each([
  ["a text", "hello\nworld\n", "is not a trace of Hopscope"],
  ["nothing", "", "is not a trace of Hopscope"],
  ["a newer trace", '{"hopscope":99}\n', "this Hopscope knows 2"],
  ["half a trace", '{"hopscope":2}\n', "ends early"],
])("%s is told as what it is", async (_what, text, words) => {
  writeFileSync(path("wrong.jsonl"), text);
  await drop(page, path("wrong.jsonl"));
  await page.waitForSelector(".notice[role=alert]");
  await isRead();
  expect(await said()).toContain(words);
});

test("files of two people are compared, their clocks named and left alone", async () => {
  for (const [name, events] of [
    ["ada.hopscope.json.gz", onClock(ownTab(), 0)],
    ["bob.hopscope.json.gz", onClock(publicTab(), 5_000)],
  ] as const)
    writeFileSync(path(name), await new Response(writeTrace(events)).bytes());
  await drop(page, path("ada.hopscope.json.gz"), path("bob.hopscope.json.gz"));
  await page.waitForSelector(".files select");
  await page.click(".tabs [data-tab=sync]");
  await page.waitForSelector("[data-cell=public-join]");
  expect(await page.$$("[data-cell]")).toHaveLength(2);
  expect(await said()).toContain("The clock of bob.hopscope.json.gz is about 5.0 s");
  expect(await page.$eval("[name=align]", (box) => (box as HTMLInputElement).checked)).toBe(false);
  await page.select(".files select", "bob.hopscope.json.gz");
  await page.waitForSelector("[data-cell=public-join]");
  expect(await said()).toContain("The clock of ada.hopscope.json.gz is about 5.0 s");
});

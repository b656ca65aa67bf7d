import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, CDPSession, Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Snapshot } from "../../lib/chain/snapshot.ts";
import { conclude } from "../../lib/store.ts";
import { EXTENSION_ID, launch } from "../../scripts/browser.ts";
import { readFile } from "../../scripts/analyze/read.ts";

const file = (name: string) => fileURLToPath(new URL(`../logs/versions/${name}`, import.meta.url));
const OPEN = 'button[aria-label="Open a trace"]';
const SAVE = 'button[aria-label="Save the trace"]';

let browser: Browser;
let page: Page;
let folder: string;
let session: CDPSession;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hopscope-"));
  browser = await launch();
  page = await browser.newPage();
  session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
    eventsEnabled: true,
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await page.goto(`chrome-extension://${EXTENSION_ID}/panel.html`);
  await page.waitForFunction("window.hopscope");
});

async function open(path: string): Promise<Snapshot> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click(OPEN)]);
  await chooser.accept([path]);
  await page.waitForSelector(".ladder");
  await page.waitForFunction("!document.querySelector('[data-reading]')");
  return (await page.evaluate("window.hopscope.snapshot()")) as Snapshot;
}

test.each(["1.jsonl", "2.hopscope.json.gz"])(
  "the panel opens a file of version %s",
  async (name) => {
    const { jobs, events } = await open(file(name));
    expect(events).toBe(40);
    expect(jobs[0]?.verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
    expect(await page.$(".notice")).toBeNull();
  },
);

test("what is saved opens with the same verdict, without the prompt that the panel showed", async () => {
  const { jobs } = await open(file("2.hopscope.json.gz"));
  await page.click(SAVE);
  await page.waitForSelector("[data-path$='.prompt']");
  const saved = new Promise<void>((resolve) =>
    session.on("Browser.downloadProgress", ({ state }) => state === "completed" && resolve()),
  );
  await page.click(".share .primary");
  await saved;
  await page.waitForFunction("!document.querySelector('.share')");
  const [name] = readdirSync(folder);
  expect(name).toMatch(/^hopscope-[\d-]+\.hopscope\.json\.gz$/);
  const trace = await readFile(join(folder, name!));
  expect(trace.damage).toBeUndefined();
  expect(JSON.stringify(trace.events)).not.toContain("Lighthouse");
  const [job] = conclude(trace.events, trace.budgets).jobs;
  expect(job?.verdict.title).toEqual(expect.objectContaining({ en: jobs[0]?.verdict.title }));
  expect(job?.prompt).toMatch(/^hidden-prompt-\d+$/);
});

/** So many events take a panel some seconds. */
const MANY = 400_000;

test("what is being read can be stopped: what was read stays, and another file opens", async () => {
  const line = (seq: number) =>
    JSON.stringify({
      ...{ kind: "console.line", id: `long:${seq}`, seq, doc: "long", at: 1_700_000_000_000 + seq },
      ...{ level: "log", text: "[REALTIME] tick", args: [] },
    });
  const lines = Array.from({ length: MANY }, (_unused, seq) => line(seq));
  const long = join(mkdtempSync(join(tmpdir(), "hopscope-long-")), "long.jsonl");
  writeFileSync(long, [JSON.stringify({ hopscope: 2 }), ...lines].join("\n"));
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click(OPEN)]);
  await chooser.accept([long]);
  await (await page.waitForSelector("[data-reading] button"))!.click();
  await page.waitForFunction("!document.querySelector('[data-reading]')");
  const count = Number(await page.evaluate("window.hopscope.events().length"));
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(MANY);
  const notice = await page.$eval(".notice", (element) => element.textContent);
  expect(notice).toContain(`Reading was stopped after ${count} events`);
  rmSync(long);
  expect((await open(file("2.hopscope.json.gz"))).events).toBe(40);
});

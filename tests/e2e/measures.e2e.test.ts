import type { Browser, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startLab } from "../../lab/server.ts";
import type { PageMeasure } from "../../lib/command.ts";
import type { SnapshotJob } from "../../lib/chain/snapshot.ts";
import { launch, openPanel } from "../../scripts/browser.ts";
import { firstPage, generate, openProject, setScenario, settled } from "../../scripts/play.ts";

interface Entry {
  name: string;
  start: number;
  end: number;
  devtools: PageMeasure["detail"];
}

let lab: Awaited<ReturnType<typeof startLab>>;
let browser: Browser;
let page: Page;
let panel: Frame;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0, deniedHoldMs: 200 });
  browser = await launch({ devtools: true });
  page = await firstPage(browser);
  await setScenario(lab.url, "healthy-v1");
  await openProject(page, lab.url);
  ({ panel } = await openPanel(browser));
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

/** What the page has in its timeline, with times as the panel has them. */
const entries = async (): Promise<Entry[]> =>
  await page.evaluate(() =>
    (performance.getEntriesByType("measure") as PerformanceMeasure[]).flatMap(
      ({ name, startTime, duration, detail }) => {
        const { devtools } = (detail ?? {}) as { devtools?: Entry["devtools"] };
        const start = performance.timeOrigin + startTime;
        return devtools ? [{ name, start, end: start + duration, devtools }] : [];
      },
    ),
  );

async function turn(on: boolean): Promise<void> {
  const button = '[data-action="measures"]';
  await panel.click('[aria-label="Settings"]');
  await panel.waitForSelector(`${button}[aria-checked="${!on}"]`);
  await panel.click(button);
  await panel.waitForSelector(`${button}[aria-checked="${on}"]`);
  await panel.click('[aria-label="Settings"]');
}

const timed = (job: SnapshotJob) =>
  [...job.create, ...job.update].filter(({ at }) => typeof at === "number");

test("nothing is written into the page's timeline until somebody wants it", async () => {
  await generate(page);
  await settled(panel, 1);
  expect(await entries()).toEqual([]);
});

test("then each hop is there, at its time, with what Chrome draws a track of", async () => {
  const [job] = (await settled(panel, 1)).jobs;
  await turn(true);
  const found = await vi.waitFor(async () => {
    const written = await entries();
    expect(written).toHaveLength(timed(job!).length);
    return written;
  }, 10_000);
  const last = found.find(({ name }) => name.startsWith("U12 "));
  expect(last?.devtools).toMatchObject({
    ...{ dataType: "track-entry", trackGroup: "Hopscope", color: "primary" },
    track: `Job ${job!.id.slice(0, 8)} v1`,
    properties: [
      ["job", job!.id],
      ["step", "U12"],
      ["status", "seen"],
    ],
  });
  const shown = timed(job!).find(({ step }) => step === "U12")!;
  expect(last?.end).toBeCloseTo(shown.at!, 0);
});

test("a job that runs is written as it goes, and a recording of Chrome has it", async () => {
  const session = await page.createCDPSession();
  const recorded: { name: string; args: { detail?: string } }[] = [];
  session.on("Tracing.dataCollected", ({ value }) =>
    recorded.push(...(value as unknown as typeof recorded)),
  );
  await session.send("Tracing.start", { categories: "blink.user_timing" });
  const known = new Set((await settled(panel, 1)).jobs.map(({ id }) => id));
  await generate(page, 2);
  const second = await vi.waitFor(async () => {
    const { jobs } = await settled(panel, 2);
    const job = jobs.find(({ id }) => !known.has(id))!;
    const own = (await entries()).filter(({ devtools }) => devtools.properties[0]![1] === job.id);
    expect(own).toHaveLength(timed(job).length);
    return job;
  }, 30_000);
  const ended = new Promise<void>((resolve) =>
    session.once("Tracing.tracingComplete", () => resolve()),
  );
  await session.send("Tracing.end");
  await ended;
  const details = recorded.flatMap(({ args }) => args.detail ?? []);
  const ours = details
    .map((text) => (JSON.parse(text) as { devtools?: PageMeasure["detail"] }).devtools)
    .filter((each) => each?.track === `Job ${second.id.slice(0, 8)} v1`);
  const steps = new Set(ours.map((each) => each!.properties[1]![1]));
  expect([...steps].toSorted()).toEqual(
    timed(second)
      .map(({ step }) => step as string)
      .toSorted(),
  );
});

test("no entry is evidence of anything", async () => {
  const events = await panel.evaluate(() => JSON.stringify(window.hopscope.events()));
  expect(events).not.toContain("track-entry");
  const { jobs } = await settled(panel, 2);
  expect(jobs.map(({ verdict }) => verdict.kind)).toEqual(["complete", "complete"]);
});

test("switched off they are gone", async () => {
  await turn(false);
  await vi.waitFor(async () => expect(await entries()).toEqual([]), 10_000);
});

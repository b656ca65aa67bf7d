import type { Browser, Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLab } from "../../lab/server.ts";
import type { SnapshotJob } from "../../lib/chain/snapshot.ts";
import { launch, openPanel } from "../../scripts/browser.ts";
import { firstPage, generate, openProject, setScenario, settled } from "../../scripts/play.ts";

let lab: Awaited<ReturnType<typeof startLab>>;
let browser: Browser;
let page: Page;
let panel: Frame;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  lab = await startLab({ port: 0, realtimePort: 0, deniedHoldMs: 200 });
  browser = await launch({ devtools: true });
  page = await firstPage(browser);
  await openProject(page, lab.url);
  ({ panel } = await openPanel(browser));
});
afterAll(async () => {
  await browser?.close();
  await lab.close();
});
// One panel for all, as a person has it: the page goes, and what it said is cleared.
beforeEach(async () => {
  await page.goto("about:blank");
  await panel.click('button[aria-label="Clear"]');
  await panel.waitForSelector(".blank");
});

/** Opens Ada's project under a scenario. */
async function open(scenario: string): Promise<void> {
  await setScenario(lab.url, scenario);
  await openProject(page, lab.url);
}

const steps = (job: SnapshotJob) => [...job.create, ...job.update];
const statusOf = (job: SnapshotJob, id: string) => steps(job).find((s) => s.step === id)?.status;

async function one(scenario: string): Promise<SnapshotJob> {
  await open(scenario);
  await generate(page);
  const [job] = (await settled(panel, 1)).jobs;
  if (!job) throw new Error("no job");
  return job;
}

test.each([
  ["healthy-v1", "v1"],
  ["healthy-v2", "v2"],
])("%s: all 19 steps are observed or inferred", async (scenario, flow) => {
  const job = await one(scenario);
  expect(job.verdict.kind).toBe("complete");
  expect(job.flow).toBe(flow);
  expect(steps(job)).toHaveLength(19);
  for (const { step, status } of steps(job)) {
    expect([step, ["observed", "inferred"].includes(status)]).toEqual([step, true]);
  }
  for (const id of ["C1", "C5", "C6", "C7", "U5", "U6", "U9", "U10", "U11", "U12"]) {
    expect([id, statusOf(job, id)]).toEqual([id, "observed"]);
  }
});

test("with _debug the database's steps are observed", async () => {
  const job = await one("healthy-debug-v1");
  expect(job.verdict.kind).toBe("complete");
  for (const id of ["C3", "C4", "U4", "U8"]) {
    expect([id, statusOf(job, id)]).toEqual([id, "observed"]);
  }
});

test.each(["public-project-join-v1", "public-project-join-v2"])(
  "%s stops at U9 and says that the join was public",
  async (scenario) => {
    const { verdict, update } = await one(scenario);
    expect(verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
    expect(verdict.sentence).toMatch(/public/);
    expect(update.slice(9).map((s) => s.status)).toEqual(["blocked", "blocked", "blocked"]);
  },
);

test.each(["project-update-missing-v1", "project-update-missing-v2"])(
  "%s is placed between U7 and U9, not guessed",
  async (scenario) => {
    const { verdict } = await one(scenario);
    expect(verdict).toMatchObject({ kind: "broken", between: ["U7", "U9"] });
  },
);

test("20 jobs at once stay apart", async () => {
  await open("healthy-v1");
  await page.click("[data-testid=generate-all]");
  const { jobs, gaps } = await settled(panel, 20, 90_000);
  expect(jobs).toHaveLength(20);
  expect(new Set(jobs.map((job) => job.id)).size).toBe(20);
  expect(new Set(jobs.map((job) => job.requestId)).size).toBe(20);
  expect(jobs.map((job) => job.verdict.kind)).toEqual(jobs.map(() => "complete"));
  expect(gaps).toBe(0);
});

test("the panel shows the broken job, its ladder and the way out, also when the page has gone", async () => {
  await one("public-project-join-v1");
  await page.goto(`${lab.url}/lab`);
  await page.waitForSelector("table");
  const [job] = (await settled(panel, 1)).jobs;
  expect(job?.verdict).toMatchObject({ kind: "broken", step: "U9", rule: "R01" });
  const text = await panel.evaluate(() => document.body.innerText);
  expect(text).toMatch(/U9/);
  expect(text).toMatch(/private: true/);
  const red = await panel.evaluate(
    () => document.querySelectorAll("[data-status=missing],[data-status=failed]").length,
  );
  expect(red).toBeGreaterThan(0);
});

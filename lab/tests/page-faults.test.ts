import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { merge, merges } from "../hooks/faults/merges.ts";
import { pick, pickAll } from "../hooks/faults/pick.ts";
import { subscriptionOf } from "../hooks/faults/subscriptions.ts";
import type { QueueJob } from "../hooks/use-queue-monitor.ts";
import { disturbance } from "../realtime/disturbance.ts";
import { faults, findScenario, scenarios, type FaultName } from "../scenarios.ts";

const LAB = fileURLToPath(new URL("..", import.meta.url));

/** What the lab does, without what it says of it. */
const sources = readdirSync(LAB, { recursive: true, encoding: "utf8" })
  .filter((file) => /^(app|components|db|hooks|lib|realtime|[\w-]+\.ts)/.test(file))
  .filter((file) => /\.tsx?$/.test(file) && !file.includes("scenarios"))
  .map((file) => readFileSync(path.join(LAB, file), "utf8"))
  .join("\n");

const names = Object.keys(faults) as FaultName[];

test("no two scenarios have one name", () => {
  const all = scenarios.map(({ name }) => name);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});

test("every fault of the page is a switch that something reads", () => {
  const dead = names.filter((fault) => fault.startsWith("client.") && !sources.includes(fault));
  expect(dead).toEqual([]);
});

test("every fault of the page is played", () => {
  const played = new Set(scenarios.flatMap((scenario) => scenario.faults));
  const idle = names.filter((fault) => fault.startsWith("client.") && !played.has(fault));
  expect(idle).toEqual([]);
});

test.each([
  ["C5", ["R01", "R03", "R07"]],
  ["C6", ["R05", "R06", "R08", "R14", "R15", "R46"]],
  ["C7", ["R23", "R51", "R69"]],
  ["U6", ["R05", "R06", "R08", "R15", "R46"]],
  ["U9", ["R01", "R03", "R07"]],
  ["U10", ["R05", "R06", "R08", "R14", "R15", "R46", "R51"]],
  ["U11", ["R09", "R10", "R11", "R12", "R22", "R43", "R63"]],
  ["U12", ["R21", "R69"]],
])("the page can break at %s in each way of the matrix, in both flows", (step, rules) => {
  for (const flow of ["v1", "v2"]) {
    const causes = scenarios
      .filter((scenario) => scenario.flow === flow && scenario.expected.step === step)
      .map(({ expected }) => expected.rule);
    expect([flow, rules.filter((rule) => !causes.includes(rule))]).toEqual([flow, []]);
  }
});

const healthy = { topic: "fal_jobs:1", events: ["INSERT", "UPDATE"], isPrivate: true };

test("without a fault a subscription is as it should be, and each fault changes one thing", () => {
  expect(subscriptionOf("jobs", healthy, [])).toEqual(healthy);
  expect(subscriptionOf("jobs", healthy, ["client.jobs-public"])).toEqual({
    ...healthy,
    isPrivate: false,
  });
  expect(subscriptionOf("jobs", healthy, ["client.project-public"])).toEqual(healthy);
  expect(subscriptionOf("jobs", healthy, ["client.jobs-wrong-topic"])).toMatchObject({
    topic: "fal-jobs:1",
    isPrivate: false,
  });
});

test("what the design has all at once adds up", () => {
  const design = findScenario("design-v1");
  expect(subscriptionOf("jobs", healthy, design?.faults ?? [])).toMatchObject({
    events: ["INSERT"],
    isPrivate: false,
  });
  expect(pickAll(merges, design?.faults ?? [])).toEqual([]);
});

const job = (id: string, status: QueueJob["status"]) => ({ id, status }) as QueueJob;

test("a late INSERT does not begin a completed job again", () => {
  const done = job("1", "completed");
  expect(merge([done], job("1", "pending"))).toEqual([done]);
  expect(merge([done], job("2", "pending")).map(({ id }) => id)).toEqual(["2", "1"]);
});

test("the queue that changes its array in place sets the same one", () => {
  const jobs = [job("1", "pending")];
  const inPlace = pick(merges, ["client.jobs-mutated-in-place"], merge);
  expect(inPlace(jobs, job("1", "completed"))).toBe(jobs);
  expect(jobs.map(({ status }) => status)).toEqual(["completed"]);
});

test("Realtime sends twice, or an INSERT after the UPDATE of its topic", () => {
  const disturb = disturbance<{ topic: string; event: string }>();
  const insert = { topic: "fal_jobs:1", event: "INSERT" };
  const update = { topic: "fal_jobs:1", event: "UPDATE" };
  const other = { topic: "project:1", event: "UPDATE" };
  expect(disturb(new Set(), insert)).toEqual([insert]);
  expect(disturb(new Set(["realtime.duplicates"]), insert)).toEqual([insert, insert]);
  const late = new Set(["realtime.inserts-late"]);
  expect(disturb(late, insert)).toEqual([]);
  expect(disturb(late, other)).toEqual([other]);
  expect(disturb(late, update)).toEqual([update, insert]);
  expect(disturb(late, update)).toEqual([update]);
});

import { expect, test } from "vitest";
import { scenarios } from "../../lab/scenarios.ts";
import { playAll } from "../../scripts/matrix/crew.ts";

/** One of each kind of verdict that is quick to come; ladder.e2e.test.ts has the joins and the healthy ones. */
const NAMES = [
  "healthy-v1",
  "action-throws-v1",
  "project-trigger-dropped-v2",
  "project-handler-throws-v2",
  "mutate-blanks-v1",
  "image-404-v2",
];

test("the matrix plays scenarios side by side and each is judged right", async () => {
  const chosen = scenarios.filter(({ name }) => NAMES.includes(name));
  const results = await playAll(chosen, { workers: 3 });
  expect(results.map(({ scenario }) => scenario).toSorted()).toEqual(NAMES.toSorted());
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
});

test("a worker that dies costs its scenario, and says why", async () => {
  const [healthy] = scenarios;
  const results = await playAll([{ ...healthy!, name: "no-such-scenario" }], { workers: 1 });
  expect(results).toMatchObject([{ scenario: "no-such-scenario", pass: false, said: "nothing" }]);
  expect(results[0]!.reason).toMatch(/the worker died.*no-such-scenario/);
});

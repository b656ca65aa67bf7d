import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scenarios } from "../scenarios.ts";
import type { Expected } from "../scenarios/scenario.ts";
import { serverFaults, serverTemplates } from "../scenarios/server.ts";

const STEPS = [
  ...Array.from({ length: 7 }, (_, index) => `C${index + 1}`),
  ...Array.from({ length: 12 }, (_, index) => `U${index + 1}`),
];

/** First and last step that a verdict may be about. */
const span = ({ step, between }: Expected): [number, number] => {
  const [first = "", last = ""] = between ?? [step, step];
  return [STEPS.indexOf(first), STEPS.indexOf(last)];
};

test("every name is there once", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(serverTemplates)("$name expects steps that there are, and probes narrow them", (each) => {
  const { expected, probed = expected } = each;
  if (expected.kind === "complete") return expect(expected.step).toBeUndefined();
  const [first, last] = span(expected);
  const [from, to] = span(probed);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(from).toBeGreaterThanOrEqual(first);
  expect(to).toBeGreaterThanOrEqual(from);
  expect(last).toBeGreaterThanOrEqual(to);
});

const faults = Object.keys(serverFaults);

test("every fault is in a scenario", () => {
  const played = JSON.stringify(scenarios);
  expect(faults.filter((fault) => !played.includes(`"${fault}"`))).toEqual([]);
});

test("every fault has a test of what it breaks", () => {
  const root = new URL("../..", import.meta.url).pathname;
  const files = [
    ...globSync("lab/tests/*.test.ts", { cwd: root }),
    ...globSync("tests/e2e/lab*.e2e.test.ts", { cwd: root }),
  ];
  const texts = files.map((file) => readFileSync(`${root}/${file}`, "utf8")).join("\n");
  expect(faults.filter((fault) => !texts.includes(`"${fault}"`))).toEqual([]);
});

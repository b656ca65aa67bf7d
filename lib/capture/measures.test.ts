import { afterEach, expect, test } from "vitest";
import type { PageMeasure } from "../command.ts";
import { createMeasures } from "./measures.ts";
import type { Page } from "./tap.ts";

const measures = createMeasures({ performance } as Page);
const { timeOrigin } = performance;
afterEach(() => {
  measures.clear();
  performance.clearMeasures();
});

const hop = (name: string, start: number, end: number): PageMeasure => ({
  ...{ name, start: timeOrigin + start, end: timeOrigin + end },
  detail: {
    ...{ dataType: "track-entry", track: "Job 1", trackGroup: "Hopscope", color: "primary" },
    ...{ properties: [["step", "U9"]], tooltipText: name },
  },
});
const entries = () =>
  performance.getEntriesByType("measure").map(({ name, duration }) => [name, Math.round(duration)]);

test("an entry has its times on the page's clock and its detail as DevTools reads it", () => {
  measures.put("a", [hop("U9", 10, 25)]);
  const [entry] = performance.getEntriesByType("measure") as PerformanceMeasure[];
  expect(entry?.startTime).toBeCloseTo(10, 3);
  expect(entry?.duration).toBeCloseTo(15, 3);
  expect(entry?.detail).toEqual({ devtools: hop("U9", 10, 25).detail });
});

test("what a job is told anew takes the place of what it had; others stay", () => {
  measures.put("a", [hop("C1 of a", 0, 5), hop("C2 of a", 5, 6)]);
  measures.put("b", [hop("C1 of b", 1, 2)]);
  measures.put("a", [hop("C1 of the row", 0, 7)]);
  expect(entries()).toEqual([
    ["C1 of the row", 7],
    ["C1 of b", 1],
  ]);
});

test("what was before the document, or ends before it begins, is not written, and the rest is", () => {
  measures.put("a", [hop("before", -50, 5), hop("backwards", 9, 5), hop("right", 5, 9)]);
  expect(entries()).toEqual([["right", 4]]);
});

test("taken away, the page's own entries stay", () => {
  performance.measure("the app's own", { start: 1, end: 3 });
  measures.put("a", [hop("C1", 0, 5)]);
  measures.clear();
  expect(entries()).toEqual([["the app's own", 2]]);
});

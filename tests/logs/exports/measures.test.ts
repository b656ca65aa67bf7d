import { expect, test } from "vitest";
import { measuresOf } from "../../../lib/export/measures.ts";
import { hopsOf, stepsOf } from "../../../lib/export/report.ts";
import { recording } from "./reports.ts";

const of = (name: string) => {
  const { jobs, profile } = recording(name);
  const [job] = jobs;
  return { job: job!, measures: measuresOf(job!, profile, "en") };
};

test("each hop of a job is an entry, and no two have one name", () => {
  const { job, measures } = of("healthy-v1");
  expect(measures.map(({ start, end }) => [start, end])).toEqual(
    hopsOf(job).map(({ start, end }) => [start, end]),
  );
  expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length);
  expect(measures.every(({ detail }) => detail.color === "primary")).toBe(true);
});

test("the step that is missing reaches to the end of its job and names the rule", () => {
  const { job, measures } = of("public-project-join-v1");
  const hole = stepsOf(job).find(({ status }) => status === "missing")!;
  const last = measures.at(-1)!;
  expect(last.name).toMatch(new RegExp(`^${hole.step} Project frame, `));
  expect(last.detail.color).toBe("error");
  expect(last.detail.properties).toContainEqual(["rule", "R01"]);
  expect(last.end).toBeGreaterThanOrEqual(last.start);
});

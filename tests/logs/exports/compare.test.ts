import { expect, test } from "vitest";
import { imageProfile } from "../../../lib/chain/profile.ts";
import { compareJobs, compareTraces, formatComparison } from "../../../lib/export/compare.ts";
import { stoppedAtU9, fixtureJob } from "../../panel/fixture.ts";
import { recording, recordings } from "./reports.ts";

const jobOf = (name: string) => recording(name).jobs[0]!;
const told = (a: string, b: string, language: "en" | "pt-BR" = "en") =>
  formatComparison(
    compareTraces(recording(a).jobs, recording(b).jobs),
    imageProfile,
    language,
  ).split("\n");

test.each(recordings)("%s is the same as itself", (name) => {
  const { jobs } = recording(name);
  const { pairs, onlyA, onlyB } = compareTraces(jobs, jobs);
  expect([onlyA, onlyB]).toEqual([[], []]);
  expect(pairs).toHaveLength(jobs.length);
  for (const { a, b, first, steps } of pairs) {
    expect(a).toBe(b);
    expect(first).toBeUndefined();
    for (const { hops } of steps) if (hops) expect(hops[0]).toBe(hops[1]);
  }
});

test("a healthy and a broken job part where the broken one stopped", () => {
  const { first, steps } = compareJobs(jobOf("healthy-v1"), jobOf("public-project-join-v1"));
  expect(steps).toHaveLength(19);
  // Of U7 and U8 nobody can say in the broken one.
  expect(first).toBe("U9");
  const lines = told("healthy-v1", "public-project-join-v1");
  expect(lines[0]).toMatch(/^A \w{8} v1, Complete/);
  expect(lines[1]).toMatch(/^B \w{8} v1, Stopped at U9/);
  expect(lines[2]).toBe("  They part at U9, the project frame.");
  expect(lines.find((line) => line.startsWith("  U9"))).toMatch(/█ seen +□ nothing came/);
});

test("a hop is compared only from the same step on", () => {
  const slow = fixtureJob({ slots: "ooooooo oooooooooooo" });
  const late = {
    ...slow,
    update: slow.update.map((state) =>
      state.step === "U12" ? { ...state, at: state.at! + 900 } : state,
    ),
  };
  const { steps, first } = compareJobs(slow, late);
  expect(first).toBeUndefined();
  expect(steps.find(({ step }) => step === "U12")?.hops?.map(Math.round)).toEqual([298, 1_198]);
  const text = formatComparison(
    { pairs: [compareJobs(slow, late)], onlyA: [], onlyB: [] },
    imageProfile,
  );
  expect(text).toContain("The same steps.");
  expect(text).toMatch(/U12 .* 298 ms → 1\.2 s \(\+900 ms, ×4\.0\)/);
  expect(
    compareJobs(slow, stoppedAtU9()).steps.find(({ step }) => step === "C5")?.hops,
  ).toBeUndefined();
});

test("jobs are paired by id, then request, prompt, flow and place; the rest is told", () => {
  const job = (id: string, flow: "v1" | "v2" = "v1", prompt = id) =>
    fixtureJob({ slots: "ooooooo oooooooooooo", id, flow, prompt });
  const { pairs, onlyA, onlyB } = compareTraces(
    [job("aaaa1"), job("bbbb1", "v2", "fox"), job("cccc1")],
    [
      job("dddd2", "v2", "owl"),
      job("eeee2", "v2", "fox"),
      job("aaaa1"),
      job("ffff2"),
      job("gggg2"),
    ],
  );
  expect(pairs.map(({ a, b }) => `${a.id} ${b.id}`)).toEqual([
    "aaaa1 aaaa1",
    "bbbb1 eeee2",
    "cccc1 ffff2",
  ]);
  expect([onlyA, onlyB.map(({ id }) => id)]).toEqual([[], ["dddd2", "gggg2"]]);
  const text = formatComparison({ pairs: [], onlyA, onlyB }, imageProfile, "pt-BR");
  expect(text).toMatch(/^Só no segundo: dddd2 v2/);
});

test("speaks Portuguese", () => {
  expect(told("healthy-v1", "public-project-join-v1", "pt-BR")[2]).toBe(
    "  Separam-se em U9, o frame do projeto.",
  );
});

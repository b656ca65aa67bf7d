import { expect, test } from "vitest";
import { imageProfile } from "../chain/profile.ts";
import { say } from "../chain/text.ts";
import { switches } from "../companion/switches.ts";
import { keptOf, type AppNames } from "./keep.ts";
import { ranJob } from "./trial.fixture.ts";

const names = (given: Partial<AppNames> = {}): AppNames => ({
  profile: imageProfile,
  flow: "v1",
  jobTopic: "fal_jobs:u_51c7",
  projectTopic: "project:7c1e04b2",
  projectKey: "/api/projects/7c1e04b2",
  jobPath: "/api/fal-jobs/{request}",
  boundTo: () => undefined,
  ...given,
});
const fixes = switches.filter(({ kind }) => kind === "fix").map(({ id }) => id);

test.each(fixes.flatMap((id) => (["v1", "v2"] as const).map((flow) => [id, flow] as const)))(
  "%s has code to keep in %s",
  (id, flow) => {
    const kept = keptOf(id, [], names({ flow }));
    expect(kept.length).toBeGreaterThan(0);
    for (const { fix } of kept) {
      expect(say(fix.title, "pt-BR")).toMatch(/./);
      for (const { mark, text } of fix.lines) {
        expect(["+", "-", " "]).toContain(mark);
        expect(text).not.toMatch(/undefined,? *\)|\{request\}|\{project\}|\{user\}/);
      }
    }
  },
);

test("the lines of the design keep their indentation under their marks", () => {
  const [answer] = keptOf("optimistic-queue", [], names());
  expect(answer?.fix.lines.map(({ mark, text }) => mark + text)).toEqual([
    " return {",
    "   nodeData: {",
    "+    jobId, // the row that was inserted",
    "     requestId,",
    "   },",
    " };",
  ]);
});

test("what a rule said of a job comes first, once, and only for what the fix is for", () => {
  const told = (rule: string, text: string) => {
    const job = ranJob(0, "never");
    const fix = { title: "a", lines: [{ mark: "+" as const, text }] };
    return { ...job, verdict: { ...job.verdict, rule, fix } };
  };
  const jobs = [told("R01", "own"), told("R01", "own"), told("R46", "other")];
  const texts = keptOf("join-as-private", jobs, names()).map(({ fix }) => fix.lines.at(-1)?.text);
  expect(texts.filter((text) => text === "own")).toEqual(["own"]);
  expect(texts[0]).toBe("own");
  expect(texts).not.toContain("other");
});

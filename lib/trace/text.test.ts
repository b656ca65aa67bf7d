import { expect, test } from "vitest";
import type { Job, StepState } from "../chain/job.ts";
import { CREATE_STEPS, imageProfile, UPDATE_STEPS, type StepId } from "../chain/profile.ts";
import { formatJob } from "./text.ts";

const rung = (step: StepId, more: Partial<StepState> = {}): StepState => ({
  step,
  status: "observed",
  at: 1_000,
  evidence: [],
  ...more,
});

const job: Job = {
  id: "3f2a0000-1111",
  flow: "v1",
  doc: "d",
  startedAt: 500,
  create: CREATE_STEPS.map((step) => rung(step)),
  update: UPDATE_STEPS.map((step) => {
    const place = UPDATE_STEPS.indexOf(step);
    if (step === "U1") return { step, status: "inferred", from: "U5", evidence: [] };
    if (place < 8) return rung(step);
    return { step, status: step === "U9" ? "missing" : "blocked", evidence: [] };
  }),
  verdict: {
    kind: "broken",
    step: "U9",
    rule: "R01",
    confidence: "strong",
    title: "Stopped at U9, the project frame",
    sentence: "This tab joined it as public.",
    fix: { title: "topic project:1", lines: [{ mark: "+", text: "private: true" }] },
    evidence: [],
    candidates: [],
  },
  history: [],
};

test("the strip, the verdict and the fix come first", () => {
  expect(formatJob(job, imageProfile).split("\n").slice(0, 4)).toEqual([
    "3f2a0000  v1  ███████  ▄███████□–––  Stopped at U9, the project frame (R01, strong)",
    "  This tab joined it as public.",
    "  Fix, topic project:1:",
    "    + private: true",
  ]);
});

test("each of the 19 rungs has its mark, its name and its time or word", () => {
  const text = formatJob(job, imageProfile);
  const rungs = text.split("\n").filter((line) => /^ {2}. [CU]\d/.test(line));
  expect(rungs).toHaveLength(19);
  expect(text).toMatch(/█ C5 {2}Job frame +\+500 ms/);
  expect(text).toMatch(/▄ U1 {2}Webhook +inferred from U5/);
  expect(text).toMatch(/□ U9 {2}Project frame +nothing came/);
  expect(text).toMatch(/– U12 Image visible +not reached/);
});

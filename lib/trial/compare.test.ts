import { describe, expect, test } from "vitest";
import { heard, ranJob, switched, turnedOn, START } from "./trial.fixture.ts";
import { compareFix, isExpected, rehearsalOf } from "./compare.ts";
import { createDiary } from "./diary.ts";

const FIX = "join-as-private";
const diaryOf = (...events: ReturnType<typeof heard>[]) => createDiary()(events);
const numbers = ({
  jobs,
  p50,
  p95,
  missed,
}: {
  jobs: readonly unknown[];
  p50?: number | undefined;
  p95?: number | undefined;
  missed: number;
}) => [jobs.length, p50, p95, missed];

describe("a fix", () => {
  test("that was never on has nothing to say", () => {
    expect(compareFix(FIX, [ranJob(0, 6_000)], diaryOf())).toBeUndefined();
  });

  test("is judged by the jobs that began and ended with it, against those that were over before", () => {
    const jobs = [
      ranJob(0, 47_000),
      ranJob(10_000, "never"),
      ranJob(95_000, 6_000),
      ranJob(110_000, 6_000),
      ranJob(120_000, 8_000),
      ranJob(199_000, 6_000),
      ranJob(300_000, 3_000),
    ];
    const off = heard(200_000, { kind: "companion.off", reason: "switch", restored: true });
    const found = compareFix(FIX, jobs, diaryOf(turnedOn(100_000, [switched(FIX)]), off));
    expect(numbers(found!.plain.before)).toEqual([2, 47_000, Infinity, 1]);
    expect(numbers(found!.plain.with)).toEqual([2, 6_000, 8_000, 0]);
    expect(found!.across).toBe(2);
  });

  test("that brings the picture of a job given up before makes that job none of its own", () => {
    const rescued = {
      ...ranJob(90_000, 20_000, "running"),
      history: [{ at: START + 109_000, kind: "broken" as const, title: "" }],
    };
    const ranOn = ranJob(95_000, 20_000);
    const found = compareFix(FIX, [rescued, ranOn], diaryOf(turnedOn(100_000, [switched(FIX)])));
    expect(numbers(found!.plain.before)).toEqual([1, Infinity, Infinity, 1]);
    expect(found!.across).toBe(1);
  });

  test("of another tab, a running and a cancelled job count for nothing", () => {
    const jobs = [
      { ...ranJob(110_000, 1), doc: "other", tab: 8 },
      ranJob(110_001, 1, "running"),
      ranJob(110_002, 1, "cancelled"),
    ];
    const found = compareFix(FIX, jobs, diaryOf(turnedOn(100_000, [switched(FIX)])));
    expect(numbers(found!.plain.with)).toEqual([0, undefined, undefined, 0]);
  });

  test("is judged apart where a fault was on", () => {
    const found = compareFix(
      FIX,
      [ranJob(10_000, "never"), ranJob(60_000, 5_000), ranJob(110_000, 6_000)],
      diaryOf(
        turnedOn(0, [switched("deny-join")]),
        turnedOn(50_000, []),
        turnedOn(100_000, [switched("deny-join"), switched(FIX)]),
      ),
    );
    expect(numbers(found!.plain.before)).toEqual([1, 5_000, 5_000, 0]);
    expect(numbers(found!.plain.with)).toEqual([0, undefined, undefined, 0]);
    expect(numbers(found!.rehearsed.before)).toEqual([1, Infinity, Infinity, 1]);
    expect(numbers(found!.rehearsed.with)).toEqual([1, 6_000, 6_000, 0]);
  });

  test("is told what it asked for, each request once", () => {
    const act = (ms: number, fetch?: number) =>
      heard(ms, {
        kind: "companion.act",
        switch: "fallback-polling",
        what: "polled",
        ...(fetch !== undefined && { fetch }),
      });
    const found = compareFix(
      "fallback-polling",
      [ranJob(10_000, 1_000), ranJob(20_000, 1_000), ranJob(20_500, 1_000)],
      diaryOf(
        turnedOn(15_000, [switched("fallback-polling")]),
        act(20_100, 1),
        act(20_700, 2),
        act(20_800),
        act(30_000, 3),
      ),
    );
    expect(found!.plain.before.requests).toBe(0);
    expect(found!.plain.with.requests).toBe(2);
  });

  test("is compared with no more than the last fifty jobs before it", () => {
    const jobs = Array.from({ length: 70 }, (_, n) => ranJob(n * 10, n < 20 ? "never" : 5));
    const found = compareFix(FIX, jobs, diaryOf(turnedOn(100_000, [switched(FIX)])));
    expect(numbers(found!.plain.before)).toEqual([50, 5, 5, 0]);
  });
});

describe("a fault", () => {
  const verdict = (part: object) => {
    const job = ranJob(0, "never");
    return { ...job, verdict: { ...job.verdict, rule: "R99", ...part } };
  };
  test.each([
    ["drop", verdict({ step: "U9" }), true],
    ["drop", verdict({ step: undefined, between: ["U7", "U9"] }), true],
    ["drop", verdict({ step: "U10" }), false],
    ["drop", verdict({ kind: "rescued", step: "U5" }), true],
    ["half-open", verdict({ step: "U5" }), false],
    ["half-open", verdict({ step: "U5", rule: "R62" }), true],
    ["delay", verdict({ kind: "complete" }), true],
    ["delay", verdict({ step: "U9" }), false],
    ["toString", verdict({ step: "U9" }), false],
  ])("%s expects what its data says (%#)", (id, job, expected) => {
    expect(isExpected(id, job as never)).toBe(expected);
  });

  test("is rehearsed by every job that it was on for, for a while or all the time", () => {
    const jobs = [ranJob(0, 500), ranJob(500, "never"), ranJob(2_000, "never"), ranJob(50_000, 1)];
    const diary = diaryOf(turnedOn(1_000, [switched("drop")]), turnedOn(20_000, []));
    const { jobs: met, expected } = rehearsalOf("drop", jobs, diary);
    expect(met.map(({ startedAt }) => startedAt - START)).toEqual([500, 2_000]);
    expect(expected).toBe(2);
  });
});

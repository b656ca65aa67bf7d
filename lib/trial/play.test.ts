import { expect, test } from "vitest";
import { createDiary } from "./diary.ts";
import { progressOf, type Play } from "./play.ts";
import { heard, ranJob, START, switched, turnedOn } from "./trial.fixture.ts";

const FIX = "join-as-private";
const play: Play = { id: FIX, n: 2, from: START + 100_000, tab: 7 };
const diaryOf = (...events: ReturnType<typeof heard>[]) => createDiary()(events);
const look = (jobs: ReturnType<typeof ranJob>[], ...events: ReturnType<typeof heard>[]) => {
  const { stage, over, running, trial } = progressOf(
    play,
    jobs,
    diaryOf(...events),
    START + 500_000,
  );
  return [stage, over, running, trial.before.jobs.length, trial.with.jobs.length];
};

test("counts the jobs of this tab that begin after the press and are over", () => {
  const jobs = [
    ranJob(90_000, 1_000),
    ranJob(110_000, "never"),
    { ...ranJob(120_000, 5), tab: 8 },
    ranJob(130_000, 1, "running"),
    ranJob(140_000, 1, "cancelled"),
  ];
  expect(look(jobs)).toEqual(["without", 1, 1, 1, 0]);
});

test("what was on before has to be off first", () => {
  const on = turnedOn(0, [switched(FIX)]);
  const jobs = [ranJob(110_000, 5), ranJob(130_000, 5)];
  expect(look(jobs, on)).toEqual(["without", 0, 0, 0, 0]);
  const off = heard(120_000, { kind: "companion.off", reason: "switch", restored: true });
  expect(look(jobs, on, off)).toEqual(["without", 1, 0, 1, 0]);
});

test("the fix begins its own side, and enough jobs end it", () => {
  const on = turnedOn(200_000, [switched(FIX)]);
  const jobs = [ranJob(110_000, "never"), ranJob(120_000, "never"), ranJob(130_000, "never")];
  expect(look(jobs)).toEqual(["without", 2, 0, 2, 0]);
  expect(look([...jobs, ranJob(210_000, 5_000)], on)).toEqual(["with", 1, 0, 2, 1]);
  const all = [...jobs, ranJob(210_000, 5_000), ranJob(220_000, 6_000), ranJob(230_000, 7_000)];
  expect(look(all, on)).toEqual(["done", 2, 0, 2, 2]);
  const { trial } = progressOf(play, all, diaryOf(on), START + 500_000);
  expect([trial.before.missed, trial.with.p95]).toEqual([2, 6_000]);
});

test("a fix that went off too early says so, and one that went off afterwards changes nothing", () => {
  const on = turnedOn(200_000, [switched(FIX)]);
  const off = heard(240_000, { kind: "companion.off", reason: "time", restored: true });
  const first = [ranJob(110_000, "never"), ranJob(210_000, 5_000)];
  expect(look(first, on, off)).toEqual(["stopped", 1, 0, 1, 1]);
  expect(look([...first, ranJob(220_000, 1)], on, off)[0]).toBe("done");
});

test("a job that the fix rescues afterwards stays a missed one of the other side", () => {
  const rescued = {
    ...ranJob(110_000, 100_000, "rescued"),
    history: [{ at: START + 210_000, kind: "broken" as const, title: "" }],
  };
  const on = turnedOn(200_000, [switched(FIX)]);
  const { trial } = progressOf(play, [rescued], diaryOf(on), START + 500_000);
  expect([trial.before.jobs.length, trial.before.missed, trial.with.jobs.length]).toEqual([
    1, 1, 0,
  ]);
});

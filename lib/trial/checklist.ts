/** The design's four manual tests, each line ticked by evidence of the log, whoever provides the pictures. */
import type { Job } from "../chain/job.ts";
import type { Text } from "../chain/text.ts";
import type { Sheet } from "../sheet/sheet.ts";
import type { Diary } from "./diary.ts";
import { completion, creation } from "./checks-made.ts";
import { polling } from "./checks-polling.ts";
import { tabs } from "./checks-tabs.ts";
import type { Witness } from "./witness.ts";

/** `inferred`: something else proves it. `waiting`: it may still come. */
export type Tick = {
  state: "seen" | "inferred" | "waiting" | "missing";
  /** The event that proves it. */
  event?: string;
  /** What was seen, or what is missing and what to do. */
  text: Text;
  /** A switch that does what is missing. */
  turn?: "keep-cut";
};

/** What a line looks at. Without a job nobody has made one that the test could be about. */
export interface About {
  job: Job | undefined;
  witness: Witness;
  diary: Diary;
  /** This tab and others of its site side by side, where they are known. */
  sheet?: Sheet;
  /** Ms since the epoch. */
  now: number;
}

export interface CheckLine {
  id: string;
  text: Text;
  find(about: About): Tick;
}

export interface Test {
  id: "creation" | "completion" | "tabs" | "polling";
  title: Text;
  lines: readonly CheckLine[];
  /** Whether a job can be what the test is about. */
  isAbout(job: Job, about: Omit<About, "job">): boolean;
}

const TESTS: readonly Test[] = [creation, completion, tabs, polling];

export interface Result {
  test: Test;
  job: Job | undefined;
  ticks: readonly Tick[];
  passed: boolean;
}

/** So many of the newest jobs are looked at. */
const MOST_JOBS = 30;

export const isTicked = ({ state }: Pick<Tick, "state">): boolean =>
  state === "seen" || state === "inferred";
const points = (ticks: readonly Tick[]): number =>
  ticks.reduce((sum, { state }) => sum + (state === "seen" ? 3 : state === "inferred" ? 2 : 0), 0);

/** Each test with the job that shows most of it, of those that began after `since` (ms); of two the newer one. */
export function runChecklist(
  jobs: readonly Job[],
  since: number,
  about: Omit<About, "job">,
): Result[] {
  const recent = jobs.filter(({ startedAt }) => startedAt > since).slice(-MOST_JOBS);
  return TESTS.map((test) => {
    const resultOf = (job: Job | undefined): Result => {
      const ticks = test.lines.map((line) => line.find({ ...about, job }));
      return { test, job, ticks, passed: ticks.every(isTicked) };
    };
    let best: Result | undefined;
    for (const job of recent) {
      if (!test.isAbout(job, about)) continue;
      const result = resultOf(job);
      if (!best || points(result.ticks) >= points(best.ticks)) best = result;
    }
    return best ?? resultOf(undefined);
  });
}

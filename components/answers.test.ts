import { expect, test } from "vitest";
import { imageProfile } from "../lib/chain/profile.ts";
import { say } from "../lib/chain/text.ts";
import type { CaptureEvent } from "../lib/event.ts";
import { START, stoppedAtU9 } from "../tests/panel/fixture.ts";
import { answersOf } from "./answers.ts";
import { createEventIndex } from "./event-index.ts";
import { timeOfDay } from "./format.ts";

const stamp = (seq: number, at: number) => ({ id: `doc:${seq}`, seq, doc: "doc", at });
const get = (seq: number, at: number, question: string, status = 200): CaptureEvent => ({
  ...stamp(seq, at),
  kind: "probe.answer",
  question,
  url: "/api",
  status,
  ms: 8,
});
const join = (seq: number, isPrivate: boolean): CaptureEvent => ({
  ...stamp(seq, START + seq),
  kind: "probe.join",
  topic: "realtime:project:7c1e04b2",
  private: isPrivate,
  status: isPrivate ? "ok" : "error",
  ms: 8,
});
const answers = (...events: CaptureEvent[]) =>
  answersOf(stoppedAtU9(), imageProfile, createEventIndex()(events)).map(({ event, label }) => [
    event,
    say(label),
  ]);

test("the last answer of each question about a job is told with its time", () => {
  expect(
    answers(
      get(1, START + 1, "project 7c1e04b2", 500),
      get(2, START + 2_000, "project 7c1e04b2"),
      get(3, START + 3_000, "job req_3f2a", 404),
    ),
  ).toEqual([
    ["doc:3", `probe 404, ${timeOfDay(START + 3_000)}`],
    ["doc:2", `probe 200, ${timeOfDay(START + 2_000)}`],
  ]);
});

test("a public join and a private one are both told", () => {
  expect(answers(join(1, false), join(2, true)).map(([, label]) => label?.split(",")[0])).toEqual([
    "public join: error",
    "private join: ok",
  ]);
});

test("what was asked before the job, or of another, is not told", () => {
  expect(answers(get(1, START - 1, "project 7c1e04b2"), get(2, START, "project 99999999"))).toEqual(
    [],
  );
});

import { expect, test } from "vitest";
import { Poll, readAnswer } from "./poll.ts";

test.each([
  [200, { status: "pending" }, { kind: "running" }],
  [200, { status: "completed" }, { kind: "ended", status: "completed" }],
  [200, { status: "failed" }, { kind: "ended", status: "failed" }],
  [404, { error: "Not found" }, { kind: "gone" }],
  [500, { status: "completed" }, { kind: "failed" }],
  [304, null, { kind: "failed" }],
  [200, "<html>", { kind: "failed" }],
])("status %i with %j", (status, body, answer) => {
  expect(readAnswer(status, body)).toEqual(answer);
});

const times = { every: 5_000, limit: 600_000 };
const ask = (poll: Poll, answer: Parameters<Poll["answered"]>[0], now = 0) => {
  const next = poll.answered(answer, now);
  return next.kind === "ask" ? next.in : next.why;
};

test("a failure doubles the wait up to eight times, an answer puts it back, each is a fifth off at most", () => {
  const poll = new Poll(times, 0);
  const factors = [2, 4, 8, 8, 8];
  for (const factor of factors) {
    const wait = ask(poll, { kind: "failed" }) as number;
    expect(Math.abs(wait / 5_000 / factor - 1)).toBeLessThanOrEqual(0.2);
  }
  expect(Math.abs((ask(poll, { kind: "running" }) as number) / 5_000 - 1)).toBeLessThanOrEqual(0.2);
});

test("the same seed waits the same, another does not", () => {
  const waits = (seed: number) =>
    Array.from({ length: 5 }, () => ask(new Poll(times, 0, seed), { kind: "running" }));
  expect(waits(7)).toEqual(waits(7));
  expect(waits(7)).not.toEqual(waits(8));
});

test("it stops when the job has ended, is not there, or the time is over", () => {
  const poll = new Poll(times, 0);
  expect(ask(poll, { kind: "ended", status: "completed" })).toBe("completed");
  expect(ask(poll, { kind: "gone" })).toBe("404");
  expect(ask(poll, { kind: "running" }, 599_000)).toBe("time");
});

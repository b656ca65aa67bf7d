import { expect, test } from "vitest";
import { aimOf, randomOf } from "./aim.ts";
import { paramsOf } from "./switches.ts";

const aim = (params: Record<string, string | number>, now = () => 0) =>
  aimOf(paramsOf({ id: "drop", params }), now);
const met = (params: Record<string, string | number>, times = 10) => {
  const meets = aim(params);
  return Array.from({ length: times }, () => meets({ topic: "realtime:project:p" }));
};

test.each([
  [{}, true],
  [{ topic: "project:" }, true],
  [{ topic: "fal_jobs" }, false],
  [{ event: "update" }, true],
  [{ event: "*" }, true],
  [{ event: "INSERT" }, false],
  [{ job: "job-1" }, true],
  [{ job: "job-2" }, false],
])("%j meets an UPDATE of job-1: %s", (params, expected) => {
  const target = { topic: "realtime:project:p", event: "UPDATE", text: () => '{"id":"job-1"}' };
  expect(aim(params)(target)).toBe(expected);
});

test("only the nth, and only so many", () => {
  expect(met({ nth: 3 }, 5)).toEqual([false, false, true, false, false]);
  expect(met({ count: 2 }, 4)).toEqual([true, true, false, false]);
});

test("what is of another kind is not counted", () => {
  const meets = aim({ topic: "project:", nth: 2 });
  const topics = ["realtime:other", "realtime:project:p", "realtime:other", "realtime:project:p"];
  expect(topics.map((topic) => meets({ topic }))).toEqual([false, false, false, true]);
});

test("a probability is that of its seed, the same each time", () => {
  expect(met({ probability: 0 })).toEqual(Array(10).fill(false));
  expect(met({ probability: 50, seed: 3 }, 200)).toEqual(met({ probability: 50, seed: 3 }, 200));
  expect(met({ probability: 50, seed: 3 })).not.toEqual(met({ probability: 50, seed: 4 }));
  const share = met({ probability: 30 }, 5_000).filter(Boolean).length / 5_000;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.03);
  expect(randomOf(1)()).toBe(randomOf(1)());
});

test("it ends with its time", () => {
  let now = 0;
  const meets = aim({ seconds: 2 }, () => now);
  expect(meets({})).toBe(true);
  now = 2_000;
  expect(meets({})).toBe(false);
});

import { expect, test } from "vitest";
import { Meter } from "./meter.ts";

function createMeter() {
  const clock = { now: 0 };
  const meter = new Meter(
    () => clock.now,
    () => 1_024,
  );
  const take = (ms: number) => () => {
    clock.now += ms;
  };
  return { clock, meter, take };
}

test("a sample of the frames stands for all, and batches count as they are", () => {
  const { clock, meter, take } = createMeter();
  for (let n = 0; n < 800; n += 1) meter.frame(take(2));
  meter.batch(take(100));
  clock.now += 5_000;
  expect(meter.tell()).toEqual({ kind: "tap.cost", frames: 800, ms: 1_700, bytes: 1_024 });
});

test("it is told after many frames and some time, each frame once", () => {
  const { clock, meter, take } = createMeter();
  for (let n = 0; n < 64; n += 1) meter.frame(take(1));
  expect(meter.tell()).toBeUndefined();
  clock.now += 5_000;
  expect(meter.tell()).toMatchObject({ frames: 64, ms: 64 });
  clock.now += 5_000;
  expect(meter.tell()).toBeUndefined();
});

test("work that raises has been work, and raises", () => {
  const { meter } = createMeter();
  const raise = () => {
    throw new Error("x");
  };
  for (let n = 0; n < 8; n += 1) expect(() => meter.frame(raise)).toThrow("x");
});

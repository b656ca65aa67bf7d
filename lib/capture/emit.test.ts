import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEmitter } from "./emit.ts";
import { Meter } from "./meter.ts";
import type { Page } from "./tap.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup() {
  const { crypto } = globalThis;
  const page = Object.assign(new EventTarget(), {
    ...{ crypto, performance: { timeOrigin: 0, now: () => Date.now() } },
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
  });
  let watched = true;
  const sizes: number[] = [];
  const emitter = createEmitter(
    page as unknown as Page,
    (events) => void sizes.push(events.length),
    new Meter(
      () => 0,
      () => 0,
    ),
    () => watched,
  );
  const say = (count: number) => {
    for (let n = 0; n < count; n += 1) emitter.say({ kind: "page.network", online: true });
  };
  return { emitter, sizes, say, page, watch: (next: boolean) => void (watched = next) };
}

test("a panel is told at once; in a flood it waits a little, and no longer when that is over", () => {
  const { sizes, say } = setup();
  say(25);
  vi.advanceTimersByTime(30);
  say(1);
  vi.advanceTimersByTime(30);
  expect(sizes).toEqual([25]);
  vi.advanceTimersByTime(70);
  say(1);
  vi.advanceTimersByTime(30);
  expect(sizes).toEqual([25, 1, 1]);
});

test("without a panel there is no hurry, but for what fills a batch and for a page that is left", () => {
  const { sizes, say, page, watch, emitter } = setup();
  watch(false);
  say(1);
  vi.advanceTimersByTime(240);
  expect(sizes).toEqual([]);
  say(500);
  expect(sizes).toEqual([500]);
  for (const type of ["beforeunload", "pagehide"]) {
    page.dispatchEvent(new Event(type));
    say(1);
  }
  expect(sizes).toEqual([500, 1, 1]);
  emitter.stop();
  expect(sizes).toEqual([500, 1, 1, 1]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a batch does not grow without end: large bodies go with the next event", () => {
  const { emitter, sizes } = setup();
  const body = { text: "x".repeat(256 * 1024) };
  const frame = () => ({ kind: "frame.in" as const, socket: 0, size: 1, body: { ...body } });
  for (let n = 0; n < 9; n += 1) emitter.say(frame());
  expect(sizes).toEqual([4, 4]);
});

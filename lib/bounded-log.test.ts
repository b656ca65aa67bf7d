import { expect, test } from "vitest";
import type { CaptureEvent } from "./event.ts";
import { createHopscope } from "./store.ts";

const line = (seq: number, doc = "d", text = ""): CaptureEvent => ({
  ...{ kind: "console.line", level: "log", text, args: [] },
  ...{ id: `${doc}:${seq}`, seq, doc, at: seq },
});
const lines = (from: number, to: number, doc?: string, text?: string) =>
  Array.from({ length: to - from + 1 }, (_unused, index) => line(from + index, doc, text));

test("a panel keeps the newest events, and says of each document how many have left", () => {
  const store = createHopscope({ limits: { events: 1_000, bytes: 1e9 } });
  store.getState().append(lines(0, 99, "old"));
  for (let seq = 0; seq < 10_000; seq += 100) store.getState().append(lines(seq, seq + 99));
  const { events, gaps } = store.getState();
  expect(events.length).toBeLessThanOrEqual(1_000 + 2);
  expect(events.at(-1)?.seq).toBe(9_999);
  expect(gaps + events.filter(({ kind }) => kind !== "gap.drop").length).toBe(10_100);
  expect(events.slice(0, 2).map(({ kind }) => kind)).toContain("gap.drop");
});

test("few large events are bounded too", () => {
  const store = createHopscope({ limits: { events: 1_000, bytes: 1_000_000 } });
  for (const event of lines(0, 99, "d", "x".repeat(50_000))) store.getState().append([event]);
  const { events, gaps } = store.getState();
  expect(events.length).toBeLessThan(12);
  expect(gaps + events.length - 1).toBe(100);
});

test("a cleared log has the limits that it is given, and the usual ones the next time", () => {
  const hopscope = createHopscope({ limits: { events: 10, bytes: 1e9 } });
  const { append, clear } = hopscope.getState();
  const kept = () => hopscope.getState().events.filter(({ kind }) => kind !== "gap.drop").length;
  clear({ events: 1_000, bytes: 1e9 });
  append(lines(0, 49));
  expect(kept()).toBe(50);
  clear();
  append(lines(0, 49));
  expect(kept()).toBeLessThan(11);
});

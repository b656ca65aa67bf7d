import { expect, test } from "vitest";
import type { Said } from "../event.ts";
import { heard, switched, turnedOn, START } from "./trial.fixture.ts";
import { createDiary } from "./diary.ts";

const spans = (events: Parameters<ReturnType<typeof createDiary>>[0], id: string) =>
  createDiary()(events)
    .spansOf(id)
    .map(({ from, to }) => [from - START, to - START]);

test("a switch is on from the event that says so until one that does not name it", () => {
  const events = [
    turnedOn(10, [switched("cut")]),
    turnedOn(20, [switched("cut"), switched("drop")]),
    turnedOn(30, [switched("drop")]),
  ];
  expect(spans(events, "cut")).toEqual([[10, 30]]);
  expect(spans(events, "drop")).toEqual([[20, 900_000]]);
});

test("another value is another span, more time is the same one", () => {
  const events = [
    turnedOn(10, [switched("drop", { nth: 1 })], 1_000),
    turnedOn(20, [switched("drop", { nth: 1 })], 2_000),
    turnedOn(30, [switched("drop", { nth: 2 })], 2_000),
  ];
  expect(spans(events, "drop")).toEqual([
    [10, 30],
    [30, 2_000],
  ]);
});

test.each([
  ["companion.off", heard(50, { kind: "companion.off", reason: "key", restored: true })],
  ["page.leave", heard(50, { kind: "page.leave", persisted: false })],
  [
    "the next document of the tab",
    heard(50, { kind: "page.start", url: "", version: 1, taps: [], late: false }, { doc: "next" }),
  ],
  ["an empty list", turnedOn(50, [])],
])("everything ends with %s", (_, end) => {
  const diary = createDiary()([turnedOn(10, [switched("cut"), switched("drop")]), end]);
  expect(diary.standing(START + 51)).toBeUndefined();
  for (const id of ["cut", "drop"]) expect(diary.spansOf(id)[0]?.to).toBe(START + 50);
});

test("what a frame or another tab begins ends nothing here", () => {
  const start = { kind: "page.start", url: "", version: 1, taps: [], late: false } as Said;
  const diary = createDiary()([
    turnedOn(10, [switched("cut")]),
    heard(20, start, { doc: "frame", frameId: 3 }),
    heard(30, start, { doc: "other", tab: 8 }),
    heard(40, { ...start, prerendered: true } as Said, { doc: "ahead" }),
  ]);
  expect(diary.standing(START + 50)?.on).toEqual([switched("cut")]);
});

test("without a last word it ends with its time, and the page comes before its frames", () => {
  const diary = createDiary()([
    turnedOn(10, [switched("cut")], 100),
    heard(
      20,
      { kind: "companion.on", on: [switched("drop")], ends: START + 200 },
      { doc: "frame", frameId: 3 },
    ),
  ]);
  expect(diary.standing(START + 99)?.doc).toBe("doc");
  expect(diary.standing(START + 100)?.doc).toBe("frame");
  expect(diary.standing(START + 200)).toBeUndefined();
});

test("a log that grows costs what it grew by, and the diary is the same until it says something new", () => {
  const read = createDiary();
  const events = [turnedOn(10, [switched("cut")])];
  const first = read(events);
  events.push(heard(20, { kind: "page.network", online: true }));
  expect(read(events)).toBe(first);
  events.push(heard(30, { kind: "companion.act", switch: "cut", what: "closed", socket: 1 }));
  const second = read(events);
  expect(second).not.toBe(first);
  expect(second.actsOf("cut")).toHaveLength(1);
  expect(read(events.slice(0, 1)).actsOf("cut")).toHaveLength(0);
});

test("a switch that there is not is none, whatever a page says", () => {
  const diary = createDiary()([turnedOn(10, [switched("toString"), switched("cut")])]);
  expect(diary.standing(START + 20)?.on).toEqual([switched("cut")]);
});

test("tabs are counted as they were seen", () => {
  const diary = createDiary()([
    heard(0, { kind: "page.network", online: true }),
    heard(1, { kind: "page.network", online: true }, { tab: 3 }),
  ]);
  expect([7, 3, undefined].map(diary.tabNumber)).toEqual([1, 2, 1]);
});

test("of a page that says without end what was done, the newest is kept and all is counted", () => {
  const act = { kind: "companion.act", switch: "say-it", what: "asked", url: "/a" } as const;
  const events = Array.from({ length: 3_000 }, (_, n) => heard(n, act));
  const diary = createDiary()(events);
  expect(diary.actCount("say-it")).toBe(3_000);
  expect(diary.actsOf("say-it")).toHaveLength(2_000);
  expect(diary.actsOf("say-it").at(-1)?.at).toBe(START + 2_999);
  const many = Array.from({ length: 300 }, (_, n) => turnedOn(n, [switched("drop", { nth: n })]));
  expect(createDiary()(many).spansOf("drop").length).toBeLessThan(200);
});

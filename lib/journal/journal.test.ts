import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { openJournal, type Journal } from "./journal.ts";
import { createWriter } from "./writer.ts";

const event = (seq: number, doc = "d", url = ""): CaptureEvent => ({
  kind: "page.navigate",
  id: `${doc}:${seq}`,
  seq,
  doc,
  at: seq,
  url,
});
const events = (from: number, to: number, doc = "d") =>
  Array.from({ length: to - from + 1 }, (_unused, index) => event(from + index, doc));

let journal: Journal;
beforeEach(async () => {
  journal = await openJournal({ ms: 60_000, events: 10, bytes: 1e6, allBytes: 2.2e6 });
});
afterEach(async () => {
  await journal.clear();
  journal.close();
});

async function read(tab: number, next = 0) {
  const got: CaptureEvent[] = [];
  const place = await journal.read(tab, { next }, (part) => got.push(...part));
  return { got, seqs: got.map(({ seq }) => seq), next: place.next };
}

test("what was appended is there, once, in order and with its tab, however often it is appended", async () => {
  await journal.append(1, events(0, 3));
  await journal.append(1, events(2, 5));
  await journal.append(1, events(0, 5));
  await journal.append(2, events(0, 1, "other"));
  const { got, seqs } = await read(1);
  expect(seqs).toEqual([0, 1, 2, 3, 4, 5]);
  expect(got.every(({ tab }) => tab === 1)).toBe(true);
  expect([await journal.lastOf(1, "d"), await journal.lastOf(1, "other")]).toEqual([5, undefined]);
});

test("two who append at the same time do not double anything", async () => {
  const second = await openJournal();
  const all = events(0, 9);
  await Promise.all(
    [journal, second].flatMap((each) => all.map(async (one) => await each.append(1, [one]))),
  );
  expect((await read(1)).seqs).toEqual(all.map(({ seq }) => seq));
  second.close();
});

test("a reader that comes back reads on, and documents follow each other", async () => {
  await journal.append(1, events(0, 2));
  const { next } = await read(1);
  await journal.append(1, events(0, 1, "reloaded"));
  const { got } = await read(1, next);
  expect(got.map(({ id }) => id)).toEqual(["reloaded:0", "reloaded:1"]);
});

test("beyond the limits the oldest goes and is counted, a whole document too", async () => {
  await journal.append(1, events(0, 4, "gone"));
  await journal.append(1, events(0, 4));
  await journal.append(1, events(5, 9));
  await journal.append(1, events(10, 11));
  const { got } = await read(1);
  const gaps = got.filter((each) => each.kind === "gap.drop");
  expect(gaps.map(({ doc, from, to, count }) => [doc, from, to, count])).toEqual([
    ["d", 0, 4, 5],
    ["gone", 0, 4, 5],
  ]);
  const kept = got.filter((each) => each.kind !== "gap.drop");
  expect(kept.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10, 11]);
});

test("bytes count as well, and what is larger than all of it is kept alone", async () => {
  await journal.append(1, events(0, 1));
  await journal.append(1, [event(2, "d", "x".repeat(1e6))]);
  const { got } = await read(1);
  expect(got.map(({ kind, seq }) => [kind, seq])).toEqual([
    ["gap.drop", 1],
    ["page.navigate", 2],
  ]);
});

test("a hole in the numbers is told as a gap", async () => {
  await journal.append(1, events(0, 1));
  await journal.append(1, events(5, 6));
  expect((await read(1)).got[2]).toMatchObject({ kind: "gap.drop", from: 2, to: 4, count: 3 });
});

test("what was cleared is not there, is no loss, and is not taken again; what came since stays", async () => {
  await journal.append(1, events(0, 1));
  await journal.append(1, events(2, 3));
  await journal.append(1, events(0, 1, "other"));
  await journal.append(2, events(0, 1));
  await journal.clearTab(
    1,
    new Map([
      ["d", 1],
      ["other", 1],
      ["unheard", 7],
    ]),
  );
  await journal.append(1, events(0, 4));
  expect((await read(1)).seqs).toEqual([2, 3, 4]);
  expect((await read(2)).seqs).toEqual([0, 1]);
  expect([...(await journal.clearedOf(1))]).toEqual([
    ["d", 1],
    ["other", 1],
    ["unheard", 7],
  ]);
  expect(await journal.lastOf(1, "unheard")).toBe(7);
});

test("a loss after what was cleared is counted from there", async () => {
  await journal.append(1, events(0, 4));
  await journal.clearTab(1, new Map([["d", 4]]));
  await journal.append(1, events(5, 9));
  await journal.append(1, events(10, 19));
  expect((await read(1)).got[0]).toMatchObject({ kind: "gap.drop", from: 5, to: 9, count: 5 });
});

test("a tab that was closed is forgotten, others are not", async () => {
  await journal.append(1, events(0, 1));
  await journal.append(2, events(0, 1, "other"));
  await journal.forget(1);
  expect([(await read(1)).seqs, (await read(2)).seqs]).toEqual([[], [0, 1]]);
  expect(await journal.lastOf(1, "d")).toBeUndefined();
});

test("a writer resolves when all it was given is there", async () => {
  const writer = createWriter(Promise.resolve(journal), 1);
  const first = writer.write([event(0)]);
  await Promise.all([first, ...events(1, 5).map(async (each) => await writer.write([each]))]);
  expect((await read(1)).seqs).toEqual([0, 1, 2, 3, 4, 5]);
});

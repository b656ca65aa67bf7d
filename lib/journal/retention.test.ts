import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { openJournal, type Journal } from "./journal.ts";
import { usualRetention } from "./retention.ts";
import { RECORDED } from "./rows.ts";

const MINUTE = 60_000;
const KB = "x".repeat(1_000);

const stamp = (seq: number, at: number, doc: string) => ({ id: `${doc}:${seq}`, seq, doc, at });
const start = (doc = "d"): CaptureEvent => ({
  ...stamp(0, 0, doc),
  ...{ kind: "page.start", url: "http://localhost/", version: 1, taps: [], late: false },
});
const frame = (seq: number, at = seq, payload = "", doc = "d", event = "broadcast") => {
  const text = JSON.stringify([null, null, "realtime:room", event, { payload }]);
  const body = { text };
  return { ...stamp(seq, at, doc), kind: "frame.in", socket: 1, size: text.length, body } as const;
};

let journal: Journal;
const open = async (bounds: Parameters<typeof openJournal>[0]) => {
  journal?.close();
  journal = await openJournal(bounds);
};
const wide = { ms: 5 * MINUTE, events: 1_000, bytes: 1e9, allBytes: 1e9 };
beforeEach(async () => await open(wide));
afterEach(async () => await journal.clear());

async function read(tab = 1) {
  const events: CaptureEvent[] = [];
  await journal.read(tab, { next: 0 }, (part) => events.push(...part));
  const gaps = events.filter((each) => each.kind === "gap.drop");
  const kept = events.filter((each) => each.kind !== "gap.drop");
  return { events, gaps, kept, seqs: kept.map(({ seq }) => seq) };
}
const append = async (...events: CaptureEvent[]) => {
  for (const event of events) await journal.append(1, [event]);
};

test("what is older than the minutes leaves and is counted, but for what later events need", async () => {
  const join = frame(1, 1, "", "d", "phx_reply");
  await append(start(), join, frame(2), frame(3), frame(4, MINUTE), frame(5, 6 * MINUTE));
  const { seqs, gaps } = await read();
  expect(seqs).toEqual([0, 1, 4, 5]);
  expect(gaps).toMatchObject([{ from: 0, to: 3, count: 2 }]);
});

test("the minutes are those that were set, whoever appends", async () => {
  journal.close();
  journal = await openJournal();
  expect(await journal.retention()).toEqual(usualRetention);
  const other = await openJournal();
  await append(start(), frame(1), frame(2, 2 * MINUTE));
  expect((await read()).seqs).toEqual([0, 1, 2]);
  await other.setRetention({ minutes: 1, megabytes: 1 });
  await append(frame(3, 2 * MINUTE));
  expect((await read()).seqs).toEqual([0, 2, 3]);
  await journal.clear();
  expect(await journal.retention()).toEqual({ minutes: 1, megabytes: 1 });
  await journal.setRetention(usualRetention);
  other.close();
});

test("without room the oldest bodies go first, and only then events", async () => {
  await open({ ...wide, bytes: 9_000 });
  await append(start(), frame(1, 1, KB), frame(2, 2, KB), frame(3, 3, KB), frame(4, 4, KB));
  const { kept, gaps } = await read();
  expect(gaps).toEqual([]);
  expect(kept.map((each) => each.kind === "frame.in" && [each.held, each.body])).toMatchObject([
    false,
    [{ topic: "realtime:room", event: "broadcast" }, { text: "" }],
    [undefined, { text: expect.stringContaining(KB) as string }],
    [undefined, {}],
    [undefined, {}],
  ]);
  await append(...Array.from({ length: 40 }, (_, place) => frame(5 + place)));
  const later = await read();
  expect(later.gaps).toHaveLength(1);
  expect(later.seqs.slice(0, 2)).toEqual([0, later.gaps[0]!.to + 1]);
  expect(later.gaps[0]!.count).toBe(later.gaps[0]!.to);
});

test("all tabs together have a bound: what is oldest leaves, of whatever tab", async () => {
  await open({ ...wide, allBytes: 11_000 });
  for (const seq of [0, 1, 2]) await journal.append(1, [frame(seq, seq, KB, "first")]);
  for (const seq of [0, 1, 2, 3]) await journal.append(2, [frame(seq, 100 + seq, KB, "second")]);
  const bare = ({ kept }: Awaited<ReturnType<typeof read>>) =>
    kept.filter((each) => each.kind === "frame.in" && each.held).length;
  expect([bare(await read(1)), bare(await read(2))]).toEqual([2, 1]);
  const { bytes, events } = await journal.size();
  expect(bytes).toBeLessThanOrEqual(11_000);
  expect(events).toBe(7);
});

test("while a tab is recorded no time ends what is kept; at the end it is a copy that nothing touches", async () => {
  await append(start(), frame(1));
  await journal.record(1, 2);
  await append(frame(2), frame(3, 20 * MINUTE));
  await journal.stopRecording(21 * MINUTE);
  expect(await journal.recording()).toEqual({ tab: 1, since: 2, until: 21 * MINUTE });
  await append(frame(4, 60 * MINUTE));
  expect((await read()).seqs).toEqual([0, 4]);
  const recorded = await read(RECORDED);
  expect([recorded.seqs, recorded.gaps]).toEqual([[0, 1, 2, 3], []]);
  expect(recorded.events.every(({ tab }) => tab === 1)).toBe(true);
  await journal.discardRecording();
  expect([(await read(RECORDED)).events, await journal.recording()]).toEqual([[], undefined]);
});

test("a tab that is closed ends its recording and does not take it along; another one does nothing to it", async () => {
  await append(start(), frame(1));
  await journal.record(1, 0);
  await journal.forget(2);
  expect((await journal.recording())?.until).toBeUndefined();
  await journal.forget(1);
  expect((await journal.recording())?.until).toBeGreaterThan(0);
  expect([(await read()).seqs, (await read(RECORDED)).seqs]).toEqual([[], [0, 1]]);
  expect([...(await journal.ofOrigin("http://localhost")).keys()]).toEqual([]);
});

test("a recording has a bound as well, and says what it lost", async () => {
  await open({ ...wide, events: 10 });
  await journal.record(1, 0);
  await append(start(), ...Array.from({ length: 20 }, (_, place) => frame(1 + place)));
  await journal.stopRecording(30);
  const { gaps, kept } = await read(RECORDED);
  expect(kept).toHaveLength(10);
  expect(gaps).toMatchObject([{ from: 0, to: 11, count: 11 }]);
});

test("what a person deleted is gone everywhere, is no loss, and is not taken again", async () => {
  await append(start(), frame(1));
  await journal.append(2, [start("other")]);
  await journal.record(1, 0);
  await journal.stopRecording(5);
  await journal.deleteAll();
  expect(await journal.size()).toEqual({ bytes: 0, events: 0 });
  expect(await journal.recording()).toBeUndefined();
  await append(frame(1), frame(2));
  const { seqs, gaps } = await read();
  expect([seqs, gaps]).toEqual([[2], []]);
});

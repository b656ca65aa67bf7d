import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { openJournal, type Journal } from "./journal.ts";
import { NEWS } from "./keep.ts";
import { followNeighbours, type TabLog } from "./neighbours.ts";
import { recallTab } from "./recall.ts";

const ORIGIN = "http://localhost:3000";

/** A document's beginning at an address, and what it says after it. */
function events(doc: string, to: number, url = `${ORIGIN}/p`): CaptureEvent[] {
  return Array.from({ length: to + 1 }, (_unused, seq) => {
    const stamp = { id: `${doc}:${seq}`, seq, doc, at: seq };
    return seq === 0
      ? { ...stamp, kind: "page.start", url, version: 1, taps: [], late: false }
      : { ...stamp, kind: "page.navigate", url };
  });
}

let journal: Journal;
let news: BroadcastChannel;
let stop = () => {};
beforeEach(async () => {
  journal = await openJournal();
  news = new BroadcastChannel(NEWS);
});
afterEach(async () => {
  stop();
  news.close();
  await journal.clear();
  journal.close();
});

function follow(limits = { events: 100, bytes: 1e9 }) {
  let last: readonly TabLog[] = [];
  const take = vi.fn((logs: readonly TabLog[]) => {
    last = logs;
  });
  stop = followNeighbours(1, ORIGIN, take, { limits, later: (call) => call() });
  const ids = () => last.map(({ tab, events: all }) => [tab, all.map(({ id }) => id)]);
  return { take, ids, logs: () => last };
}
const append = async (tab: number, list: CaptureEvent[]) => {
  await journal.append(tab, list);
  news.postMessage(tab);
};

test("other tabs of the origin are read, this one and others are not", async () => {
  await journal.append(1, events("own", 1));
  await journal.append(2, events("beside", 1));
  await journal.append(3, events("stranger", 1, "http://127.0.0.1:3000/p"));
  await journal.append(4, events("blank", 1, "about:blank"));
  const { take, ids } = follow();
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
  expect(ids()).toEqual([[2, ["beside:0", "beside:1"]]]);
});

test("what is said later is added to the same log, a new document and a new tab too", async () => {
  await journal.append(2, events("a", 1));
  const { ids, logs, take } = follow();
  await vi.waitFor(() => expect(take).toHaveBeenCalledOnce());
  const [before] = logs();
  await append(2, events("a", 2));
  await append(2, events("b", 0));
  await append(3, events("c", 0));
  await vi.waitFor(() =>
    expect(ids()).toEqual([
      [2, ["a:0", "a:1", "a:2", "b:0"]],
      [3, ["c:0"]],
    ]),
  );
  expect(logs()[0]?.events).toBe(before?.events);
});

test("a page of the same tab at another origin is not read", async () => {
  await journal.append(2, events("a", 1));
  await journal.append(2, events("away", 3, "https://example.com/"));
  const { ids, take } = follow();
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
  expect(ids()).toEqual([[2, ["a:0", "a:1"]]]);
});

test("what was cleared in its own panel stays away", async () => {
  await journal.append(2, events("a", 3));
  await journal.clearTab(2, new Map([["a", 2]]));
  const { ids, take } = follow();
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
  expect(ids()).toEqual([[2, ["a:3"]]]);
});

test("a tab that was closed is kept with the time at which it was heard last", async () => {
  await journal.append(2, events("a", 1));
  const { logs, take } = follow();
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
  expect(logs()[0]?.closedAt).toBeUndefined();
  await journal.forget(2);
  news.postMessage(2);
  await vi.waitFor(() => expect(logs()[0]).toMatchObject({ tab: 2, closedAt: 1 }));
  expect(logs()[0]?.events).toHaveLength(2);
});

test("no more is kept of a tab than its limit, and what had to leave is told", async () => {
  await journal.append(2, events("a", 15));
  const { logs, take } = follow({ events: 12, bytes: 1e9 });
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
  const [log] = logs();
  expect(log!.events.length).toBeLessThanOrEqual(12);
  expect(log!.events[0]).toMatchObject({ kind: "gap.drop", from: 0 });
  expect(log!.events.at(-1)?.id).toBe("a:15");
});

test("what the panel of the other tab hears is news to this one", async () => {
  const { ids } = follow();
  const other = recallTab(2, () => {});
  other.hear(events("a", 1));
  await vi.waitFor(() => expect(ids()).toEqual([[2, ["a:0", "a:1"]]]));
  other.close();
});

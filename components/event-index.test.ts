import { describe, expect, test } from "vitest";
import type { CaptureEvent } from "../lib/event.ts";
import { createEventIndex } from "./event-index.ts";
import { createEventSearch } from "./event-search.ts";

const line = (seq: number, doc = "doc"): CaptureEvent => ({
  id: `${doc}:${seq}`,
  seq,
  doc,
  at: seq,
  kind: "console.line",
  level: "log",
  text: seq % 2 === 0 ? "even" : "odd",
  args: [],
});
const lines = (count: number, doc?: string) =>
  Array.from({ length: count }, (_, seq) => line(seq, doc));

/** A log that counts how often one of its events is read. */
function watched(events: CaptureEvent[]) {
  const reads = { count: 0 };
  const log = new Proxy(events, {
    get(target, key, self) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads.count += 1;
      return Reflect.get(target, key, self) as unknown;
    },
  });
  return { log, reads };
}

describe("an index", () => {
  test("knows the page that was heard last, whatever its frames say", () => {
    const frame: CaptureEvent = { ...line(0, "frame"), frameId: 4 };
    const index = createEventIndex()([line(0, "old"), line(0), frame]);
    expect(index.newest()).toBe("doc");
  });

  test("knows what was added to the same array, and reads only that", () => {
    const indexOf = createEventIndex();
    const { log, reads } = watched(lines(10_000));
    indexOf(log);
    log.push(line(10_000));
    reads.count = 0;
    const index = indexOf(log);
    expect(reads.count).toBeLessThan(10);
    expect(index.get("doc:10000")?.seq).toBe(10_000);
    expect(index.placeOf("doc:10000")).toBe(10_000);
  });

  test("knows what a longer copy has more", () => {
    const indexOf = createEventIndex();
    indexOf(lines(3));
    const { log, reads } = watched([...lines(3), line(3)]);
    // The first events are others, though they look alike.
    expect(indexOf(log).placeOf("doc:3")).toBe(3);
    const longer = watched([...log, line(4)]);
    reads.count = 0;
    expect(indexOf(longer.log).placeOf("doc:4")).toBe(4);
    expect(longer.reads.count).toBeLessThan(10);
  });

  test.each([
    ["another log", lines(5, "other"), "other:4"],
    ["a shorter one", lines(1, "other"), "other:0"],
    ["an empty one", [], undefined],
  ])("forgets all for %s", (_, events, last) => {
    const indexOf = createEventIndex();
    indexOf(lines(3));
    const index = indexOf(events);
    expect(index.get("doc:0")).toBeUndefined();
    if (last) expect(index.get(last)?.id).toBe(last);
  });

  test("forgets all of an array that was emptied and filled again", () => {
    const indexOf = createEventIndex();
    const log = lines(3);
    indexOf(log);
    log.length = 0;
    log.push(...lines(5, "other"));
    expect(indexOf(log).get("doc:0")).toBeUndefined();
    expect(indexOf(log).get("other:4")?.seq).toBe(4);
  });
});

describe("a search", () => {
  const odd = { search: "ODD", subject: "" };

  test("goes on where it was while the log grows", () => {
    const index = createEventIndex();
    const search = createEventSearch();
    const { log, reads } = watched(lines(10_000));
    const first = search(log, odd, index(log));
    expect(first).toHaveLength(5_000);
    log.push(line(10_001));
    const now = index(log);
    reads.count = 0;
    expect(search(log, odd, now)).toHaveLength(5_001);
    expect(reads.count).toBeLessThan(10);
  });

  test("begins again for another question, and gives the log itself for none", () => {
    const log = lines(4);
    const index = createEventIndex()(log);
    const search = createEventSearch();
    expect(search(log, odd, index)).toHaveLength(2);
    expect(search(log, { search: "even", subject: "console" }, index)).toHaveLength(2);
    expect(search(log, { search: "", subject: "frame" }, index)).toEqual([]);
    expect(search(log, { search: " ", subject: "" }, index)).toBe(log);
  });
});

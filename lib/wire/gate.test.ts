import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { createGate } from "./gate.ts";
import { readMessage } from "./message.ts";

const start = (doc: string, more: object = {}) => ({
  ...{ kind: "page.start", url: "http://localhost/", version: 1, taps: [], late: false },
  ...{ id: `${doc}:0`, seq: 0, doc, at: 1 },
  ...more,
});
const line = (seq: number, more: object = {}) => ({
  ...{ kind: "page.network", online: true, id: `d:${seq}`, seq, doc: "d", at: 1 },
  ...more,
});

/** The shape first, then the gate, as a reader does it. */
function admit(events: unknown[]): CaptureEvent[] {
  const message = readMessage({ kind: "events", events });
  return message?.kind === "events" ? createGate()(message.events) : [];
}

test("a document's own events go on, with the holes that they have", () => {
  const events = [start("d"), line(1), line(7), line(8)];
  expect(admit(events)).toEqual(events);
});

let deep: object = {};
for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };

const circle: Record<string, unknown> = line(1);
circle["self"] = circle;

test.each([
  ["of another document", line(1, { doc: "other", id: "other:1" })],
  ["under the id of another document", line(1, { id: "other:1" })],
  ["under the id of another event", line(1, { id: "d:0" })],
  ["again", line(0)],
  ["with a negative number", line(-1)],
  ["with a number that is none", line(Number.NaN)],
  ["with a fraction", line(1.5)],
  ["with an endless number", line(Infinity)],
  ["with a number too large to count on", line(2 ** 60)],
  ["at no time", line(1, { at: Number.NaN })],
  ["at a time that no date can be made of", line(1, { at: 1e300 })],
  ["for another tab", line(1, { tab: 7 })],
  ["for another frame", line(1, { frameId: 7 })],
  ["with more than its kind has", line(1, { extra: "x" })],
  ["with itself in it", circle],
  ["that is deeper than any is", line(1, { deep })],
  ["that is larger than any is", line(1, { kind: "page.navigate", url: "x".repeat(9_000_000) })],
  [
    "with an own __proto__",
    JSON.parse(JSON.stringify(line(1)).replace("{", '{"__proto__":{"a":1},')),
  ],
  ["of no kind", line(1, { kind: "constructor" })],
  ["of the prototype's kind", line(1, { kind: "__proto__" })],
  [
    "that only the panel can know",
    { ...line(1), kind: "probe.join", topic: "t", private: true, status: "ok", ms: 1 },
  ],
  [
    "of a gap under another id",
    { ...line(1), kind: "gap.drop", count: 1, from: 0, to: 0, reason: "x" },
  ],
  ["that is a list", [line(1)]],
  ["that is nothing", null],
])("an event %s stays out", (_what, event) => {
  expect(admit([start("d"), event, line(9)])).toEqual([start("d"), line(9)]);
});

test("whatever a port brings, it raises nothing and lets nothing in", () => {
  const keys = fc.constantFrom(
    "kind",
    "events",
    "id",
    "seq",
    "doc",
    "__proto__",
    "command",
    "reply",
  );
  const value = fc.anything({
    key: fc.oneof(keys, fc.string()),
    withNullPrototype: true,
    withBigInt: true,
    withTypedArray: true,
    withSparseArray: true,
    withMap: true,
    withSet: true,
  });
  fc.assert(
    fc.property(fc.array(value), value, (events, message) => {
      expect(admit([start("d"), ...events])).toEqual([start("d")]);
      readMessage(message);
    }),
  );
});

test("nothing that passes has changed what objects inherit", () => {
  admit([JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test("a document that was installed anew begins again, with its start", () => {
  const other = line(1, { doc: "e", id: "e:1" });
  expect(admit([line(4), other, start("e"), other])).toEqual([line(4), start("e"), other]);
});

test("what a reader has is not let in again, whatever else a connection begins with is", () => {
  const gate = createGate({ doc: "d", after: 4 });
  const [three, four, five] = [3, 4, 5].map((seq) => line(seq) as CaptureEvent);
  expect(gate([three!, four!])).toEqual([]);
  expect(gate([five!, four!])).toEqual([five]);
  const early = { ...three!, doc: "e", id: "e:3" };
  expect(createGate({ doc: "d", after: 4 })([early])).toEqual([early]);
});

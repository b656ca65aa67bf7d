import * as fc from "fast-check";
import { expect, test } from "vitest";
import { faultOf, isCaptureEvent } from "./event-shape.ts";
import { readMessage } from "./wire/message.ts";

const stamp = { id: "d:0", seq: 0, doc: "d", at: 1.5 };
const frame = { ...stamp, kind: "frame.in", socket: 0, size: 2, body: { text: "[]" } };

test("an event passes with its optional fields or without, and with fields of a later version", () => {
  const binary = { ...frame, tab: 3, injected: true, body: { base64: "", cut: 1 }, later: {} };
  for (const event of [frame, binary]) expect(isCaptureEvent(event)).toBe(true);
});

test("a missing or wrong field makes it none", () => {
  for (const key of Object.keys(frame)) {
    expect([key, isCaptureEvent({ ...frame, [key]: undefined })]).toEqual([key, false]);
    expect([key, isCaptureEvent({ ...frame, [key]: Symbol("x") })]).toEqual([key, false]);
  }
  for (const kind of ["toString", "__proto__", "frame.lost"]) {
    expect(isCaptureEvent({ ...frame, kind })).toBe(false);
  }
  expect(isCaptureEvent({ ...frame, seq: -1 })).toBe(false);
});

test.each([
  [{ ...frame, size: undefined }, "size is missing"],
  [{ ...frame, size: "2" }, "size is not of type number"],
  [{ ...frame, seq: 1.5 }, "seq is not of type sequence number"],
  [{ ...frame, body: { cut: 1 } }, "body has neither text nor base64"],
  [{ ...frame, body: null }, "body is not of type object"],
  [
    { ...stamp, kind: "console.line", level: "log", text: "", args: [1] },
    "an argument is not text",
  ],
  [{ ...stamp, kind: "auth.session", claims: null, source: "storage" }, null],
  [{ ...stamp, kind: "auth.session", source: "storage" }, "claims is missing"],
  [[], "not an object"],
])("what is wrong is said in a sentence: %j", (value, sentence) => {
  expect(faultOf(value)).toBe(sentence);
});

test("a message loses those of its events that are none; any value is a message or not", () => {
  expect(readMessage({ kind: "events", events: [frame, { kind: "x" }, null] })).toEqual({
    kind: "events",
    events: [frame],
  });
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const message = readMessage(value);
      expect(message === undefined || typeof message.kind === "string").toBe(true);
    }),
  );
});

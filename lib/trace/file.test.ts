import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { formatTrace, parseTrace } from "./file.ts";

const events: CaptureEvent[] = [
  { kind: "page.network", online: true, id: "d:0", seq: 0, doc: "d", at: 1_000.25 },
  {
    kind: "frame.in",
    socket: 1,
    size: 2,
    body: { text: "[]" },
    id: "d:1",
    seq: 1,
    doc: "d",
    at: 1_001,
    tab: 7,
  },
];

test("what was written is read back", () => {
  expect(parseTrace(formatTrace(events))).toEqual({ events, errors: [], budgets: {} });
});

test("the header is the first line and carries the version", () => {
  const [header] = formatTrace(events, { created: 0 }).split("\n");
  expect(header).toBe('{"hopscope":1,"created":"1970-01-01T00:00:00.000Z"}');
});

test("a file without header, with CRLF, blank lines and a byte order mark is read", () => {
  const text = `\uFEFF${events.map((event) => JSON.stringify(event)).join("\r\n\r\n")}`;
  expect(parseTrace(text)).toEqual({ events, errors: [], budgets: {} });
});

test.each([
  ["{", "not JSON"],
  ["3", "not an object"],
  ["null", "not an object"],
  ['{"kind":"frame.up"}', 'unknown kind "frame.up"'],
  ['{"kind":"toString"}', 'unknown kind "toString"'],
  ['{"kind":"page.network","id":"d:0","seq":0,"doc":"d"}', "at is missing"],
  ['{"kind":"page.network","id":"d:0","seq":0,"doc":"d","at":"x"}', "at is not of type number"],
  ['{"hopscope":9}', "unknown trace version 9"],
])("the line %s is told with its number and costs no other line", (line, message) => {
  const [header, first, second] = formatTrace(events).trimEnd().split("\n");
  const trace = parseTrace([header, first, line, second].join("\n"));
  expect(trace).toMatchObject({ events, errors: [{ line: 3, message }] });
});

test("a frame without content and a commit without needle are no events", () => {
  const stamp = { id: "d:0", seq: 0, doc: "d", at: 1 };
  const frame = { ...stamp, kind: "frame.in", socket: 1, size: 1, body: {} };
  const commit = {
    ...stamp,
    kind: "react.commit",
    fibers: 1,
    ms: 1,
    exhausted: false,
    hits: [null],
  };
  const { errors } = parseTrace(`${JSON.stringify(frame)}\n${JSON.stringify(commit)}`);
  expect(errors.map((error) => error.message)).toEqual([
    "body has neither text nor base64",
    "a hit has no needle",
  ]);
});

test("any text gives events and errors, at most one for each line", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
      const text = lines.join("\n");
      const trace = parseTrace(text);
      return trace.events.length + trace.errors.length <= text.split("\n").length;
    }),
  );
});

test("the header names the budgets of the run, and nothing else is taken for one", () => {
  const budgets = { U1: 45_000 };
  expect(parseTrace(formatTrace(events, { budgets })).budgets).toEqual(budgets);
  const odd =
    '{"hopscope":1,"budgets":{"U1":"soon","U2":-1,"U3":null,"__proto__":{"U4":1},"U5":20}}';
  expect(parseTrace(odd).budgets).toEqual({ U5: 20 });
});

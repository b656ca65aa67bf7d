import * as fc from "fast-check";
import { expect, test } from "vitest";
import { say } from "../chain/text.ts";
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
const whole = { events, errors: [], badLines: 0, budgets: {} };

test("what was written is read back", () => {
  expect(parseTrace(formatTrace(events))).toEqual(whole);
});

test("the head is the first line and carries the version, the end is the last", () => {
  const lines = formatTrace(events, { created: 0 }).trimEnd().split("\n");
  expect(lines[0]).toBe('{"hopscope":2,"created":"1970-01-01T00:00:00.000Z"}');
  expect(lines.at(-1)).toBe('{"end":2}');
});

test("a file without head, with CRLF, blank lines and a byte order mark is read", () => {
  const text = `\uFEFF${events.map((event) => JSON.stringify(event)).join("\r\n\r\n")}`;
  expect(parseTrace(text)).toEqual(whole);
});

const deep = `{"kind":"page.network","online":true,"id":"d:0","seq":0,"doc":"d","at":1,"x":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;

test.each([
  ["{", "not JSON"],
  ["3", "not an object"],
  ["null", "not an object"],
  ['{"kind":"frame.up"}', 'unknown kind "frame.up"'],
  ['{"kind":"toString"}', 'unknown kind "toString"'],
  ['{"kind":"page.network","id":"d:0","seq":0,"doc":"d"}', "at is missing"],
  ['{"kind":"page.network","id":"d:0","seq":0,"doc":"d","at":"x"}', "at is not of type number"],
  ['{"hopscope":"soon"}', 'unknown trace version "soon"'],
  ['{"hopscope":-1}', "unknown trace version -1"],
  [deep, "nested deeper than 16"],
])("the line %.60s is told with its number and costs no other line", (line, message) => {
  const [header, first, second, end] = formatTrace(events).trimEnd().split("\n");
  const trace = parseTrace([header, first, line, second, end].join("\n"));
  expect(trace).toMatchObject({ events, errors: [{ line: 3, message }], badLines: 1 });
});

test.each([
  ["of a newer version", (text: string) => text.replace(":2,", ":9,"), /version 9.* 2 events/],
  ["without its end", (text: string) => text.replace('{"end":2}\n', ""), /ends early: 2 events/],
  ["cut in an event", (text: string) => text.slice(0, -60), /ends early: 1 events/],
  [
    "that lost a line",
    (text: string) => text.split("\n").toSpliced(1, 1).join("\n"),
    /hold 2 events, 1 could/,
  ],
])("of a file %s it is said, and what could be read is there", (_, spoil, said) => {
  const trace = parseTrace(spoil(formatTrace(events)));
  expect(say(trace.damage!)).toMatch(said);
  expect(trace.events.length).toBeGreaterThan(0);
});

test("errors are counted all and told a hundred", () => {
  const trace = parseTrace("x\n".repeat(1_000));
  expect(trace.badLines).toBe(1_000);
  expect(trace.errors).toHaveLength(100);
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
      return trace.events.length + trace.badLines <= text.split("\n").length;
    }),
  );
});

test("the head names the budgets of the run, and nothing else is taken for one", () => {
  const budgets = { U1: 45_000 };
  expect(parseTrace(formatTrace(events, { budgets })).budgets).toEqual(budgets);
  const odd =
    '{"hopscope":1,"budgets":{"U1":"soon","U2":-1,"U3":null,"__proto__":{"U4":1},"U5":20}}';
  expect(parseTrace(odd).budgets).toEqual({ U5: 20 });
});

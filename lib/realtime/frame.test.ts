import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "./frame.ts";

const utf8 = new TextEncoder();

/** A binary frame from its parts; lengths are taken from the fields. */
function binary(kind: number, fields: string[], data: string, encoding?: number): ArrayBuffer {
  const parts = fields.map((field) => utf8.encode(field));
  const head = [kind, ...parts.map((part) => part.length)];
  if (encoding !== undefined) head.push(encoding);
  return new Uint8Array([...head, ...parts.flatMap((part) => [...part]), ...utf8.encode(data)])
    .buffer;
}

test("a 2.0.0 array and a 1.0.0 object of the same message decode alike", () => {
  const payload = { status: "ok", response: {} };
  const array = JSON.stringify(["1", "2", "realtime:a", "phx_reply", payload]);
  const object = JSON.stringify({
    topic: "realtime:a",
    event: "phx_reply",
    payload,
    ref: "2",
    join_ref: "1",
  });
  const expected = { joinRef: "1", ref: "2", topic: "realtime:a", event: "phx_reply", payload };
  expect(decode({ text: array }, "2.0.0")).toEqual(expected);
  expect(decode({ text: object }, "1.0.0")).toEqual(expected);
});

test("a binary user broadcast and a text broadcast decode alike but for the kind", () => {
  const payload = {
    type: "broadcast",
    event: "UPDATE",
    payload: { id: "é" },
    meta: { id: "row", replayed: true },
  };
  const text = JSON.stringify([null, null, "realtime:ação", "broadcast", payload]);
  const bytes = binary(
    4,
    ["realtime:ação", "UPDATE", JSON.stringify(payload.meta)],
    JSON.stringify(payload.payload),
    1,
  );
  const decoded = decode({ text }, "2.0.0");
  expect(decoded).toEqual({
    joinRef: null,
    ref: null,
    topic: "realtime:ação",
    event: "broadcast",
    payload,
    meta: payload.meta,
  });
  expect(decode(bytes, "2.0.0")).toEqual({ ...decoded, kind: 4 });
});

test("base64 decodes like the bytes", () => {
  const bytes = binary(4, ["realtime:a", "x", ""], '{"b":1}', 1);
  const base64 = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  expect(decode({ base64 }, "2.0.0")).toEqual(decode(bytes, "2.0.0"));
});

test("raw binary data stays bytes", () => {
  expect(decode(binary(4, ["realtime:a", "x", ""], "ab", 0), "2.0.0")).toMatchObject({
    payload: { type: "broadcast", event: "x", payload: utf8.encode("ab") },
  });
});

test("the other binary kinds give topic, event and refs", () => {
  const cases = [
    [binary(0, ["1", "realtime:a", "x"], "d"), { joinRef: "1", ref: null, event: "x", kind: 0 }],
    [
      binary(1, ["1", "2", "realtime:a", "ok"], ""),
      { joinRef: "1", ref: "2", event: "phx_reply", kind: 1 },
    ],
    [binary(2, ["realtime:a", "x"], ""), { joinRef: null, ref: null, event: "x", kind: 2 }],
    [
      binary(3, ["1", "2", "realtime:a", "x", ""], "{}", 1),
      { joinRef: "1", ref: "2", event: "broadcast", kind: 3 },
    ],
  ] as const;
  for (const [frame, expected] of cases) {
    expect(decode(frame, "2.0.0")).toMatchObject({ ...expected, topic: "realtime:a" });
  }
  expect(decode(binary(0, ["1", "2", "realtime:a", "x"], ""), "2.0.0", "out")).toMatchObject({
    joinRef: "1",
    ref: "2",
    topic: "realtime:a",
  });
});

test("a frame that was cut, or binary on 1.0.0, is an error", () => {
  expect(decode({ text: "[1", cut: 7 }, "2.0.0")).toEqual({ error: "frame was cut, 7 missing" });
  expect(decode(binary(4, ["a", "b", ""], "{}", 1), "1.0.0")).toHaveProperty("error");
});

const isResult = (value: object) =>
  "error" in value
    ? typeof value.error === "string"
    : typeof Reflect.get(value, "topic") === "string" &&
      typeof Reflect.get(value, "event") === "string";

test("any bytes, any text and any JSON give a message or an error value", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes).buffer),
        fc
          .tuple(fc.integer({ min: 0, max: 5 }), fc.uint8Array({ maxLength: 40 }))
          .map(([kind, rest]) => new Uint8Array([kind, ...rest]).buffer),
        fc.string().map((text) => ({ text })),
        fc.json().map((text) => ({ text })),
        fc.array(fc.anything()).map((value) => ({ text: String(JSON.stringify(value)) })),
        fc.string().map((base64) => ({ base64 })),
      ),
      fc.constantFrom("1.0.0", "2.0.0", ""),
      fc.constantFrom("in" as const, "out" as const),
      (body, vsn, direction) => isResult(decode(body, vsn, direction)),
    ),
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "./frame.ts";
import { header } from "./header.ts";

const payload = { topic: "no", event: "no", text: '"topic":"no"}' };

test("topic and event of either serializer and either order of keys", () => {
  const expected = { topic: "realtime:a", event: "broadcast" };
  const frames = [
    JSON.stringify([null, "3", "realtime:a", "broadcast", payload]),
    JSON.stringify({ topic: "realtime:a", event: "broadcast", payload, ref: "1" }),
    JSON.stringify({ event: "broadcast", payload, ref: null, topic: "realtime:a" }),
    new Uint8Array([4, 10, 1, 0, 1, ...new TextEncoder().encode("realtime:axtrash")]).buffer,
  ];
  for (const frame of frames) expect(header(frame)).toEqual(expected);
});

test("what is no frame has no header", () => {
  for (const frame of ["", "[]", "{}", "hello", "[null,null]", new ArrayBuffer(0)]) {
    expect(header(frame)).toBeNull();
  }
});

test("a header says what decoding would say", () => {
  const frame = fc.tuple(fc.string(), fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(frame, fc.boolean(), ([topic, event, content], array) => {
      const text = array
        ? JSON.stringify([null, "1", topic, event, content])
        : JSON.stringify({ event, payload: content, ref: null, topic });
      expect(decode({ text }, "2.0.0")).toMatchObject(header(text) ?? {});
    }),
  );
});

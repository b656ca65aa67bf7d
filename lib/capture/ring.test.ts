import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Ring } from "./ring.ts";

const CAPACITY = 1_000;

test("what is still there is as it was, and the newest always is", () => {
  const text = fc.string({ maxLength: 120, unit: "grapheme" });
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(fc.array(fc.oneof(text, bytes), { maxLength: 60 }), (bodies) => {
      const ring = new Ring(CAPACITY);
      for (const [seq, body] of bodies.entries()) {
        ring.put(seq, body, seq % 2 === 1);
        expect(ring.get(seq)).toEqual({ data: body, outgoing: seq % 2 === 1 });
        expect(ring.bytes).toBeLessThanOrEqual(CAPACITY);
        for (let old = 0; old < seq; old += 1) {
          const kept = ring.get(old);
          if (kept) expect(kept.data).toEqual(bodies[old]);
        }
      }
    }),
  );
});

test("bytes that the page goes on with are kept as they were", () => {
  const ring = new Ring(CAPACITY);
  const bytes = new Uint8Array([1, 2, 3]);
  ring.put(0, bytes, false);
  bytes.fill(0);
  expect(ring.get(0)?.data).toEqual(new Uint8Array([1, 2, 3]));
});

test("the oldest goes, and a body larger than the ring was never there", () => {
  const ring = new Ring(CAPACITY);
  for (let seq = 0; seq < 10_000; seq += 1) ring.put(seq, new Uint8Array(100), false);
  const here = Array.from({ length: 10_000 }, (_unused, seq) => seq).filter((seq) => ring.get(seq));
  expect(here).toEqual([9_990, 9_991, 9_992, 9_993, 9_994, 9_995, 9_996, 9_997, 9_998, 9_999]);
  ring.put(10_000, new Uint8Array(CAPACITY + 1), false);
  expect(ring.get(10_000)).toBeUndefined();
});

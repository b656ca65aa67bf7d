import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { pack } from "./pack.ts";
import { isPacked, unpack } from "./unpack.ts";

const frame = (seq: number, text: string): CaptureEvent => ({
  kind: "frame.in",
  id: `d:${seq}`,
  seq,
  doc: "d",
  at: seq,
  socket: 0,
  size: text.length,
  body: { text },
});

test("what was packed is unpacked as it was, whatever the bodies hold", () => {
  const text = fc.string({ maxLength: 600, unit: "binary" });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      const events = texts.map((each, seq) => frame(seq, each));
      const packed = pack(structuredClone(events));
      expect(isPacked(structuredClone(packed))).toBe(true);
      expect(unpack(packed)).toEqual(events);
      expect(packed).toMatchObject({ doc: "d", from: 0, to: texts.length - 1 });
    }),
  );
});

test("long bodies travel beside the text", () => {
  const { text, bodies } = pack([frame(0, "short"), frame(1, "x".repeat(1_000))]);
  expect(text).not.toContain("xx");
  expect(bodies).toEqual(["x".repeat(1_000)]);
});

const header = { doc: "d", from: 0, to: 2 };
const sound = { ...header, text: "", bodies: [], places: [] };

test("what is no batch is nothing, and what is no event is left out", () => {
  for (const text of ["", "{", "null", "7", '{"a":1}']) {
    expect(unpack({ ...header, text, bodies: ["x"], places: [0] })).toEqual([]);
  }
  const good = frame(2, "b");
  const text = JSON.stringify([{ kind: "frame.up" }, null, good]);
  expect(unpack({ ...header, text, bodies: ["x", "y"], places: [1, 99] })).toEqual([good]);
  expect(isPacked(sound)).toBe(true);
  const faults = [{ doc: 1 }, { from: -1 }, { from: 3 }, { to: 2 ** 60 }, { to: NaN }, { text: 1 }];
  for (const fault of [...faults, { bodies: [1] }, { places: ["0"] }, { bodies: null }]) {
    expect(isPacked({ ...sound, ...fault })).toBe(false);
  }
  for (const value of [null, 7, {}, []]) expect(isPacked(value)).toBe(false);
});

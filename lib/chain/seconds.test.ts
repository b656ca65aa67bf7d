import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Seconds } from "./seconds.ts";

const moment = fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom(-5_000, 1e15));

test("in any order it tells the last second and how many there were", () => {
  fc.assert(
    fc.property(fc.array(moment), moment, moment, (moments, from, until) => {
      const seconds = new Seconds();
      for (const at of moments) seconds.add(at);
      const all = [...new Set(moments.map((at) => Math.floor(at / 1_000) * 1_000))];
      expect(seconds.last(until)).toBe(Math.max(-Infinity, ...all.filter((at) => at <= until)));
      expect(seconds.count(from, until)).toBe(all.filter((at) => at >= from && at < until).length);
    }),
  );
});

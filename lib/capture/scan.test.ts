import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scan } from "./scan.ts";

test("it finds what indexOf finds", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 });
  const part = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(text, part, part, fc.nat(10), (all, before, rest, from) => {
      expect(scan(all, before, rest, from)).toBe(all.indexOf(before + rest, from));
    }),
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { boundedJson } from "./json.ts";

test("plain values are written as JSON.stringify writes them", () => {
  // JSON.parse makes an own __proto__ where the literal would not.
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(JSON.parse(boundedJson(value, 1e6))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("anything stays within the cap and runs no code of the value", () => {
  fc.assert(fc.property(fc.anything(), (value) => boundedJson(value, 50).length <= 51));
  const value = {
    toJSON: () => "code",
    a: {
      get b(): number {
        throw new Error("code");
      },
    },
  };
  expect(boundedJson(value, 100)).toBe('{"toJSON":"[function]","a":{"b":null}}');
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(boundedJson(circle, 100)).toBe('{"self":"[…]"}');
});

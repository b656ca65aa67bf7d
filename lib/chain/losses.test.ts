import { expect, test } from "vitest";
import { Losses } from "./losses.ts";

test("a number is lost once, however many gaps tell of it, and not when it has come", () => {
  const losses = new Losses();
  const seen: number[] = [];
  seen[3] = 1;
  expect(losses.add(0, 9, seen)).toBe(9);
  expect(losses.add(5, 14, seen)).toBe(5);
  expect(losses.add(0, 14, seen)).toBe(0);
});

test("what comes after all is found once", () => {
  const losses = new Losses();
  losses.add(10, 20, []);
  expect([9, 10, 15, 15, 20, 21].map((seq) => losses.find(seq))).toEqual([0, 1, 1, 0, 1, 0]);
  expect(losses.add(10, 20, [])).toBe(3);
});

test("a gap as wide as a number can be takes no time", () => {
  expect(new Losses().add(0, Number.MAX_SAFE_INTEGER - 1, [])).toBe(Number.MAX_SAFE_INTEGER);
});

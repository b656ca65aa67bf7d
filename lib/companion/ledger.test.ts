import { expect, test } from "vitest";
import { Ledger } from "./ledger.ts";

test("what is back is not left, whether it was the object's own, inherited or not there", () => {
  class Parent {
    inherited() {}
  }
  const target = Object.assign(new Parent(), { own: () => 1 });
  const ledger = new Ledger();
  const waysBack = ["own", "inherited", "absent"].map((key) =>
    ledger.replace(target, key, () => () => 2),
  );
  expect(target.own()).toBe(2);
  for (const wayBack of waysBack) wayBack();
  expect(ledger.settle()).toEqual([]);
  expect(Object.keys(target)).toEqual(["own"]);
});

test("what somebody has put on top stays, and is named", () => {
  const target = { fetch: () => 1 };
  const ledger = new Ledger();
  const wayBack = ledger.replace(target, "fetch", () => () => 2);
  target.fetch = () => 3;
  wayBack();
  expect(ledger.settle()).toEqual(["Object.fetch"]);
  expect(ledger.settle()).toEqual([]);
});

test("of two that replace the same, what was there before both counts", () => {
  const target = { fetch: () => 1 };
  const ledger = new Ledger();
  const first = ledger.replace(target, "fetch", () => () => 2);
  const second = ledger.replace(target, "fetch", () => () => 3);
  second();
  first();
  expect(ledger.settle()).toEqual([]);
  expect(target.fetch()).toBe(1);
});

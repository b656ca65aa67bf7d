import { expect, test } from "vitest";
import { define, patch, patchToString } from "./patch.ts";

type Greet = () => string;
const loud = (original: Greet) => () => original().toUpperCase();

test("a patch and its revert leave the exact descriptor", () => {
  const target = {};
  Object.defineProperty(target, "greet", { value: () => "hi", configurable: true });
  const before = Object.getOwnPropertyDescriptor(target, "greet");
  const revert = patch(target, "greet", loud);
  expect((target as { greet: Greet }).greet()).toBe("HI");
  expect(Object.getOwnPropertyDescriptor(target, "greet")).toMatchObject({ enumerable: false });
  revert();
  expect(Object.getOwnPropertyDescriptor(target, "greet")).toEqual(before);
});

test("a patch on top of ours survives our revert", () => {
  const target = { greet: () => "hi" };
  const revert = patch(target, "greet", loud);
  const theirs = () => "theirs";
  target.greet = theirs;
  revert();
  expect(target.greet).toBe(theirs);
});

test("an inherited property is shadowed and given back", () => {
  const parent = { greet: () => "hi" };
  const child = Object.create(parent) as typeof parent;
  const revert = patch(child, "greet", loud);
  expect([child.greet(), parent.greet(), Object.keys(child)]).toEqual(["HI", "hi", []]);
  revert();
  expect(Object.hasOwn(child, "greet")).toBe(false);
});

test("an accessor stays one, and what is assigned to it wins", () => {
  let value = () => "hi";
  const target = {} as { greet: Greet };
  Object.defineProperty(target, "greet", {
    get: () => value,
    set(next: Greet) {
      value = next;
    },
    configurable: true,
  });
  patch(target, "greet", loud);
  expect(target.greet()).toBe("HI");
  target.greet = () => "other";
  expect(target.greet()).toBe("other");
});

test("a defined accessor goes away unless it was replaced", () => {
  const target = {};
  const revert = define(target, "x", { get: () => 1, set: () => {} });
  revert();
  expect("x" in target).toBe(false);
});

test("a replacement shows the source text of its original", () => {
  const prototype = { toString: Function.prototype.toString };
  const revert = patchToString(prototype);
  const target = { greet: () => "hi" };
  const text = String(target.greet);
  patch(target, "greet", loud);
  expect(Reflect.apply(prototype.toString, target.greet, [])).toBe(text);
  expect(Reflect.apply(prototype.toString, prototype.toString, [])).toContain("[native code]");
  revert();
});

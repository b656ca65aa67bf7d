import { expect, test } from "vitest";
import { drain, filter, map, push, rest, some } from "./list.ts";
import { JSON as OwnJson, Map as OwnMap, method, Set as OwnSet, valueOf } from "./natives.ts";

/** What `work` gives while methods raise, as those of a page may. They are back before the test runner needs them. */
function whileSpoilt<T>(spoilt: [object, string[]][], work: () => T): T {
  const restores: (() => void)[] = [];
  for (const [target, names] of spoilt) {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(target, name) ?? {};
      restores.push(() => Object.defineProperty(target, name, own));
      const value = () => {
        throw new Error(`the page's ${name}`);
      };
      Object.defineProperty(target, name, { ...own, value });
    }
  }
  try {
    return work();
  } finally {
    for (const restore of restores) restore();
  }
}

test("collections go on when the page spoils theirs", () => {
  const spoilt: [object, string[]][] = [
    [Map.prototype, ["get", "set", "has", "delete"]],
    [Set.prototype, ["add", "has"]],
  ];
  const found = whileSpoilt(spoilt, () => {
    const numbers = new OwnMap([["a", 1]]);
    numbers.set("b", 2);
    const set = new OwnSet([1, 2, 2]);
    return [[...numbers.keys()], numbers.get("b"), set.has(2), set.size];
  });
  expect(found).toEqual([["a", "b"], 2, true, 2]);
});

test("functions and methods are those of the start", () => {
  const get = method<number>(Map, "get");
  const page = new Map([["a", 1]]);
  const spoilt: [object, string[]][] = [
    [Map.prototype, ["get"]],
    [JSON, ["parse"]],
  ];
  expect(whileSpoilt(spoilt, () => [get(page, "a"), OwnJson.parse("[1]")])).toEqual([1, [1]]);
});

test("arrays are handled without their methods", () => {
  const list: number[] = [];
  for (const number of [1, 2, 3]) push(list, number);
  expect(map(list, (number, index) => number * index)).toEqual([0, 2, 6]);
  expect(filter(list, (number) => number > 1)).toEqual([2, 3]);
  expect([some(list, (number) => number > 2), some(list, (number) => number > 3)]).toEqual([
    true,
    false,
  ]);
  expect(rest(list, 1)).toEqual([2, 3]);
  expect([drain(list), list]).toEqual([[3, 2, 1], []]);
});

test("a value is read along the prototypes, an accessor is not run", () => {
  const parent = {
    plain: 1,
    get accessor(): never {
      throw new Error("ran");
    },
  };
  const child = Object.create(parent) as object;
  expect([valueOf(child, "plain"), valueOf(child, "accessor"), valueOf(child, "none")]).toEqual([
    1,
    undefined,
    undefined,
  ]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createContext } from "./context.fixture.ts";
import { tapSwr } from "./swr.ts";

const natives = { bind: Function.prototype.bind, set: WeakMap.prototype.set };
let page: ReturnType<typeof createContext>;
beforeEach(() => {
  page = createContext(Object.assign(new EventTarget(), { Function, WeakMap, Promise }));
  tapSwr.start(page.context);
});
afterEach(() => page.stop());

const raise = () => {
  throw new Error("hostile");
};
const { proxy: gone, revoke } = Proxy.revocable([], {});
revoke();

/** What every copy of SWR does when it makes a cache. */
function makeCache(mutate: (...args: unknown[]) => unknown) {
  const provider = new Map();
  const bound = mutate.bind(undefined, provider) as (key: string) => unknown;
  const parts = [{}, {}, {}, {}];
  new WeakMap<object, unknown>().set(provider, [...parts, bound, () => {}, () => {}]);
  return bound;
}

test("each copy that makes a cache is found, whenever it comes", () => {
  const [one, two] = [vi.fn(), vi.fn()];
  makeCache(one)("/api/a");
  makeCache(two)("/api/b");
  expect(page.ofKind("tap.attach")).toMatchObject([{ what: "cache 0" }, { what: "cache 1" }]);
  expect(page.ofKind("cache.mutate")).toMatchObject([
    { cache: 0, key: "/api/a", form: "global" },
    { cache: 1, key: "/api/b", form: "global" },
  ]);
  expect([one.mock.lastCall?.[1], two.mock.lastCall?.[1]]).toEqual(["/api/a", "/api/b"]);
});

test.each([
  ["a proxy that is no more", gone],
  ["a proxy that raises", new Proxy([1, 2, 3, 4, () => {}], { get: raise })],
])("a map may hold %s", (_, value) => {
  const map = new WeakMap<object, unknown>();
  const key = new Map();
  expect(map.set(key, value)).toBe(map);
  expect(map.get(key)).toBe(value);
});

test("what is bound is bound as ever, to whatever there is", () => {
  function add(this: unknown, ...numbers: number[]) {
    return numbers.reduce((sum, each) => sum + each, 0);
  }
  const hostile = new Proxy({}, { get: raise });
  expect(add.bind(undefined, 1, 2)(3)).toBe(6);
  expect(add.bind(undefined, hostile as never).name).toBe("bound add");
  const bare = Reflect.apply(Function.prototype.bind, add, []) as () => unknown;
  expect(bare.length).toBe(0);
  expect(() => Reflect.apply(Function.prototype.bind, {}, []) as unknown).toThrow(TypeError);
  expect(page.said).toEqual([]);
});

test("the two methods look as they did, and are put back", () => {
  const { bind } = Function.prototype;
  const { set } = WeakMap.prototype;
  expect([bind.name, bind.length, set.name, set.length]).toEqual(["bind", 1, "set", 2]);
  expect(["prototype" in bind, "prototype" in set]).toEqual([false, false]);
  expect(() => Reflect.construct(bind, [])).toThrow(TypeError);
  page.stop();
  expect(Function.prototype.bind).toBe(natives.bind);
  expect(WeakMap.prototype.set).toBe(natives.set);
});

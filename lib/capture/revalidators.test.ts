import { expect, test } from "vitest";
import { observeCache, type CacheState, type Provider } from "./cache.ts";
import { createContext } from "./context.fixture.ts";
import type { Rendered } from "./rendered.ts";

type Revalidator = (type: number) => unknown;

/** As much of SWR as mounts hooks: what its effect does on mount and unmount, and its setter. */
function setup(first = false) {
  const { context, ofKind, stop } = createContext({ queueMicrotask, Promise, performance });
  const data = new Map<string, unknown>();
  const provider: Provider = data;
  const setter = (key: string, entry: unknown) => void data.set(key, entry);
  const state = (
    first ? [{}, {}, {}, {}, () => {}] : [{}, {}, {}, {}, () => {}, setter, () => {}]
  ) as CacheState;
  const cache = observeCache(provider, state, 0, context);
  const lists = state[0] as Record<string, Revalidator[]>;
  const requests = state[first ? 3 : 2] as Record<string, unknown>;

  const render = (key: unknown, settings: Rendered["settings"], before?: Rendered): Rendered => {
    const hook = before ?? { key, settings, state: "rendered" };
    cache.rendered.render(hook, key, settings);
    return hook;
  };
  const mount = (key: string, given: unknown, fetches: boolean) => {
    const list = (lists[key] ??= []);
    const revalidate = () => {
      if (!fetches) return Promise.resolve(false);
      requests[key] = [Promise.resolve(1), 1];
      return Promise.resolve(true);
    };
    list.push(revalidate);
    if (!first) (state[5] as typeof setter)(key, { _k: given });
    return () => {
      const index = list.indexOf(revalidate);
      list[index] = list[list.length - 1] as Revalidator;
      list.pop();
    };
  };
  const told = () =>
    ofKind("cache.hook").map((said) => {
      const {
        kind: _kind,
        cache: _cache,
        ...rest
      } = said as Record<string, unknown> & { kind: string };
      return rest;
    });
  return { render, mount, told, lists, stop };
}

test("hooks of one key are counted, and the first tells what a mutate will find", () => {
  const swr = setup();
  const silent = swr.render("k", { fetcher: false, keepPreviousData: true });
  swr.render("k", { fetcher: true, refreshInterval: 5_000 });
  const unmount = swr.mount("k", "k", false);
  swr.mount("k", "k", true);
  expect(swr.told()).toEqual([
    { key: "k", listeners: 1, fetcher: false, keepPreviousData: true },
    { key: "k", listeners: 2, fetcher: false, keepPreviousData: true },
  ]);
  swr.render("k", { fetcher: false, keepPreviousData: true }, silent);
  expect(swr.told()).toHaveLength(2);
  swr.render("k", { fetcher: true }, silent);
  unmount();
  expect(swr.told().slice(2)).toEqual([
    { key: "k", listeners: 2, fetcher: true },
    { key: "k", listeners: 1, fetcher: true, refreshInterval: 5_000 },
  ]);
});

test("a key that is no text is known by what the hook was given", () => {
  const swr = setup();
  const keys = [
    ["/api", 1],
    ["/api", 2],
  ];
  swr.render(keys[0], { fetcher: true });
  swr.render(keys[1], { fetcher: false });
  swr.mount('@"/api",2,', keys[1], false);
  swr.mount('@"/api",1,', keys[0], true);
  expect(swr.told().map(({ key, fetcher }) => [key, fetcher])).toEqual([
    ['@"/api",2,', false],
    ['@"/api",1,', true],
  ]);
});

test("a hook that StrictMode mounts again without rendering is the same one", () => {
  const swr = setup();
  swr.render("k", { fetcher: false });
  swr.mount("k", "k", false)();
  swr.mount("k", "k", false);
  expect(swr.told().map(({ listeners, fetcher }) => [listeners, fetcher])).toEqual([
    [1, false],
    [0, false],
    [1, false],
  ]);
});

test("in 1.x hooks are counted, and a mutate shows whether the first can fetch", () => {
  const swr = setup(true);
  const unmount = swr.mount("k", "k", false);
  expect(swr.told()).toEqual([{ key: "k", listeners: 1, fetcher: true }]);
  void swr.lists.k?.[0]?.(2);
  expect(swr.told()[1]).toEqual({ key: "k", listeners: 1, fetcher: false });
  swr.mount("k", "k", true);
  unmount();
  expect(swr.told().at(-1)).toEqual({ key: "k", listeners: 1, fetcher: true });
});

/**
 * Finds SWR's caches and its `mutate` functions. SWR keeps both in module scope: a cache shows when it is put into a
 * WeakMap with its state, a global mutate when it is bound to its cache. A page may load a second copy at any time, so both
 * traps on built-in prototypes stay.
 */
import { rest, some } from "./list.ts";
import { Array, attempt, Proxy, Reflect, WeakMap, WeakSet } from "./natives.ts";
import { isCache, observeCache, type Cache, type CacheState, type Provider } from "./cache.ts";
import { reportMutate, type MutateCall } from "./mutate.ts";
import { patch, standFor } from "./patch.ts";
import { swrMiddleware } from "./swr-middleware.ts";
import type { Tap } from "./tap.ts";

type Call = (...args: unknown[]) => unknown;

/** What SWR puts into its map: five entries in 1.x, seven in 2.0-2.4, nine from 2.5 on; the fifth is mutate. */
const isState = (value: unknown): value is CacheState =>
  attempt(() => looksLikeState(value)) === true;

const looksLikeState = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 5 &&
  typeof value[4] === "function" &&
  !some([0, 1, 2, 3], (index) => typeof value[index] !== "object" || value[index] === null);

/** SWR binds no class, and the page may ask `instanceof` of one that is bound. */
const isClass = (value: unknown): boolean =>
  attempt(
    () => Reflect.getOwnPropertyDescriptor(value as object, "prototype")?.writable === false,
  ) !== false;

export const tapSwr: Tap = {
  name: "swr",
  start(context) {
    const { page, safe, undo, seam } = context;
    const caches = new WeakMap<Provider, Cache>();
    const wrapped = new WeakSet<Call>();
    let count = 0;

    /** `(undefined, cache)` is the global mutate, `(undefined, cache, key function)` a hook's own in 1.x. */
    const wrapBound = (bound: Call, provider: Provider, readKey?: () => unknown): Call => {
      const wrapper = new Proxy(bound, {
        apply(target, self, args: unknown[]) {
          const call = (): unknown => Reflect.apply(target, self, args);
          const about = safe((): MutateCall | undefined => {
            const cache = caches.get(provider);
            if (!cache) return undefined;
            if (readKey) return { cache, key: readKey(), data: args, form: "bound" };
            return { cache, key: args[0], data: rest(args, 1), form: "global" };
          });
          return about ? reportMutate(about, context, call) : call();
        },
      });
      wrapped.add(wrapper);
      return standFor(wrapper, bound);
    };

    const adopt = (provider: Provider, state: CacheState) => {
      if (caches.has(provider)) return;
      const cache = observeCache(provider, state, count++, context);
      caches.set(provider, cache);
      seam.addCache(provider, state, cache);
    };

    const wrapMutate = (bound: Call, provider: unknown, readKey: unknown): Call | undefined => {
      if (!isCache(provider)) return undefined;
      if (readKey === undefined) return wrapBound(bound, provider);
      if (typeof readKey !== "function" || !caches.has(provider)) return undefined;
      return wrapBound(bound, provider, readKey as () => unknown);
    };

    undo(
      patch(page.Function.prototype, "bind", (native: Call) => {
        return new Proxy(native, {
          apply(target, self: Call, args: unknown[]) {
            const bound = Reflect.apply(target, self, args) as Call;
            const { length, 0: that, 1: provider, 2: readKey } = args;
            if (that !== undefined || length < 2 || length > 3 || isClass(self)) return bound;
            return safe(() => wrapMutate(bound, provider, readKey)) ?? bound;
          },
        });
      }),
    );
    undo(
      patch(page.WeakMap.prototype, "set", (native: Call) => {
        return new Proxy(native, {
          apply(target, self, args: unknown[]) {
            const { 0: provider, 1: state } = args;
            if (isState(state) && isCache(provider)) safe(() => adopt(provider, state));
            return Reflect.apply(target, self, args);
          },
        });
      }),
    );
    swrMiddleware(context, wrapped, (provider) => caches.get(provider));
  },
};

/**
 * Finds SWR's caches and its `mutate` functions. SWR keeps both in module scope: a cache shows when it is put into a
 * WeakMap with its state, a global mutate when it is bound to its cache. Both traps on built-in prototypes are given
 * back as soon as SWR's own WeakMap is known; from then on only that one map is watched.
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
    const { page, clock, safe, undo } = context;
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

    let unbind = () => {};
    const armBind = () => {
      unbind();
      unbind = patch(page.Function.prototype, "bind", (native: Call) => {
        return new Proxy(native, {
          apply(target, self: Call, args: unknown[]) {
            const bound = Reflect.apply(target, self, args) as Call;
            if (args.length < 2 || args.length > 3 || args[0] !== undefined || isClass(self))
              return bound;
            const [, provider, readKey] = args;
            if (!isCache(provider)) return bound;
            if (args.length === 2) return safe(() => wrapBound(bound, provider)) ?? bound;
            if (typeof readKey !== "function" || !caches.has(provider)) return bound;
            return safe(() => wrapBound(bound, provider, readKey as () => unknown)) ?? bound;
          },
        });
      });
    };
    undo(() => unbind());

    const adopt = (provider: Provider, state: CacheState) => {
      if (caches.has(provider)) return;
      caches.set(provider, observeCache(provider, state, count++, context));
    };

    /** 1.x binds anew in every hook, so there the bind trap has to stay. */
    const narrow = (map: WeakMap<Provider, unknown>, keepBind: boolean) => {
      unpatchSet();
      if (!keepBind) unbind();
      undo(
        patch(map, "set", (inherited: Call) => {
          return function (this: unknown, ...args: unknown[]) {
            const [provider, state] = args;
            if (isState(state) && isCache(provider)) safe(() => adopt(provider, state));
            if (!keepBind) unbind();
            return Reflect.apply(inherited, this, args);
          };
        }),
      );
      undo(
        patch(map, "has", (inherited: Call) => {
          return function (this: unknown, ...args: unknown[]) {
            const known = Reflect.apply(inherited, this, args);
            // SWR asks this before it makes a cache, and binds its mutate at once.
            if (!known && !keepBind) {
              safe(() => {
                armBind();
                clock.queueMicrotask(() => unbind());
              });
            }
            return known;
          };
        }),
      );
    };

    armBind();
    const unpatchSet = patch(page.WeakMap.prototype, "set", (native: Call) => {
      return new Proxy(native, {
        apply(target, self: WeakMap<Provider, unknown>, args: unknown[]) {
          const [provider, state] = args;
          if (isState(state) && isCache(provider)) {
            safe(() => {
              adopt(provider, state);
              narrow(self, state.length === 5);
            });
          }
          return Reflect.apply(target, self, args);
        },
      });
    });
    undo(unpatchSet);
    swrMiddleware(context, wrapped, (provider) => caches.get(provider));
  },
};

/**
 * SWR's own seam for developer tools: from 2.0 on it takes the middleware in `__SWR_DEVTOOLS_USE__` once, at its
 * start. Through it the `mutate` that a hook returns is seen, which is never bound from 2.0 on.
 */
import { filter } from "./list.ts";
import { Array, Object, Proxy, Reflect, WeakMap } from "./natives.ts";
import { isCache, type Cache, type Provider } from "./cache.ts";
import { reportMutate } from "./mutate.ts";
import { define, patch, standFor } from "./patch.ts";
import { readSettings, type Rendered } from "./rendered.ts";
import type { Context } from "./tap.ts";

const USE = "__SWR_DEVTOOLS_USE__";
const REACT = "__SWR_DEVTOOLS_REACT__";

type Call = (...args: unknown[]) => unknown;
type Hook = (key: unknown, fetcher: unknown, config: unknown) => { mutate?: Call; size?: number };

interface Bound {
  wrapper: Call;
  key: unknown;
  provider: unknown;
  rendered: Rendered;
}

/** A function that gives the key is the page's, so it is never called by us: what it gives to SWR is noted. */
function noteKey(original: Call) {
  let last: unknown;
  const key = new Proxy(original, {
    apply(target, self, args) {
      last = Reflect.apply(target, self, args) as unknown;
      return last;
    },
  });
  return { key, last: () => last };
}

/** Adds ours to whatever middleware the page or another tool sets. `wrapped` are functions that report already. */
export function swrMiddleware(
  context: Context,
  wrapped: WeakSet<Call>,
  find: (provider: Provider) => Cache | undefined,
): void {
  const { page, safe, undo } = context;
  const bounds = new WeakMap<Call, Bound>();

  /** A hook keeps its mutate for life while its key may change, so what it is called with is noted anew each time. */
  const wrap = (mutate: Call, now: Omit<Bound, "wrapper" | "rendered">): Bound => {
    const known = bounds.get(mutate);
    if (known) return Object.assign(known, now);
    const wrapper = new Proxy(mutate, {
      apply(target, self, args: unknown[]) {
        const call = (): unknown => Reflect.apply(target, self, args);
        const about = safe(() => {
          const cache = isCache(bound.provider) ? find(bound.provider) : undefined;
          return cache && { cache, key: bound.key, data: args, form: "bound" as const };
        });
        return about ? reportMutate(about, context, call) : call();
      },
    });
    const rendered: Rendered = { key: now.key, settings: { fetcher: true }, state: "rendered" };
    const bound: Bound = { ...now, wrapper, rendered };
    bounds.set(mutate, bound);
    wrapped.add(standFor(wrapper, mutate));
    return bound;
  };

  const middleware =
    (next: Hook): Hook =>
    (key, fetcher, config) => {
      const asked = typeof key === "function" ? noteKey(key as Call) : undefined;
      const result = next(asked?.key ?? key, fetcher, config);
      safe(() => {
        const { mutate, size } = result;
        if (typeof mutate !== "function" || wrapped.has(mutate)) return;
        const provider = (config as { cache?: unknown } | undefined)?.cache;
        // An infinite list asks its function for every page, so that none of them is its key.
        const given = asked && size === undefined ? asked.last() : key;
        const bound = wrap(mutate, { key: given, provider });
        result.mutate = bound.wrapper;
        const cache = isCache(provider) ? find(provider) : undefined;
        cache?.rendered.render(bound.rendered, given, readSettings(fetcher, config));
      });
      return result;
    };

  const own = Reflect.getOwnPropertyDescriptor(page, USE);
  if (own) {
    undo(patch(page, USE, (others: unknown[]) => [middleware, ...others]));
    return;
  }
  let others: unknown[] = [];
  // SWR puts its React there for such tools, on window; without one there is none to want it.
  let react: unknown;
  const prototype = Object.getPrototypeOf(page) as object;
  undo(
    define(prototype, REACT, {
      get: () => (others.length > 0 ? react : undefined),
      set(value) {
        react = value;
      },
    }),
  );
  undo(
    define(prototype, USE, {
      get: () => [middleware, ...others],
      set(value) {
        others = Array.isArray(value)
          ? filter(value as unknown[], (one) => one !== middleware)
          : [];
      },
    }),
  );
}

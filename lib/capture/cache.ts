/** One SWR cache: what it is asked to fetch, what came of it, and what is written to it. */
import { some } from "./list.ts";
import { Array, attempt, method, Object, Promise, Proxy, Reflect, valueOf } from "./natives.ts";
import { reasonOf } from "./reason.ts";
import { readHoldings } from "./holdings.ts";
import { patch } from "./patch.ts";
import { RenderedHooks } from "./rendered.ts";
import { observeRevalidators } from "./revalidators.ts";
import type { Context } from "./tap.ts";

const { resolve } = Promise;
const then = method<void>(Promise, "then");
const getOf = method<unknown>(globalThis.Map, "get");
const mapPrototype = globalThis.Map.prototype as object;
const isMap = (provider: object) =>
  Object.getPrototypeOf(provider) === mapPrototype && !Object.hasOwn(provider, "get");

export interface Provider {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
}

type Call = (...args: unknown[]) => unknown;

/** `[revalidators, mutation, fetch, preload, mutate, setter, subscribe, …]`; 1.x has `[…, updaters, mutation, fetch, mutate]`. */
export type CacheState = [object, object, object, object, Call, ...unknown[]];

export interface Cache {
  number: number;
  /** The data under a serialised key. */
  read(key: string): unknown;
  /** SWR 1.x, which has no setter and no seam for developer tools. */
  first: boolean;
  rendered: RenderedHooks;
  /** How many requests there were. */
  requests: number;
  /** The number of the mutate call on the stack. */
  mutation?: number;
}

/** Reads no getter: anything at all may be asked, such as the window of another origin. */
export const isCache = (value: unknown): value is Provider =>
  typeof value === "object" &&
  value !== null &&
  attempt(
    () => !some(["get", "set", "delete"], (name) => typeof valueOf(value, name) !== "function"),
  ) === true;

/** Watches a cache from its creation on. */
export function observeCache(
  provider: Provider,
  state: CacheState,
  number: number,
  context: Context,
): Cache {
  const { safe, say, undo } = context;
  const first = state.length === 5;
  const read = (key: string) => {
    const entry = isMap(provider) ? getOf(provider, key) : provider.get(key);
    return first ? entry : (entry as { data?: unknown } | undefined)?.data;
  };
  const cache: Cache = { number, read, first, rendered: new RenderedHooks(), requests: 0 };
  const version = first ? "1.x" : state.length >= 9 ? "2.5 or later" : "2.0 to 2.4";
  say({ kind: "tap.attach", tap: "swr", what: `cache ${number}`, version });

  const onSet = (index: number, observe: (key: string, value: unknown) => void) =>
    undo(
      patch(state, String(index), (part: object) => {
        return new Proxy(part, {
          set(target, key, value) {
            const done = Reflect.set(target, key, value);
            safe(() => observe(String(key), value));
            return done;
          },
        });
      }),
    );
  const hooks = observeRevalidators(onSet, cache, context);
  observeRequests(onSet, first ? [2, 3] : [1, 2], state, cache, hooks.cause, context);
  const onWrite = writeReader(cache, context);
  if (first) observeProvider(provider, onWrite, context);
  else if (typeof state[5] === "function") {
    observeSetter(state, context, (key, next, previous) => {
      hooks.written(key, next);
      onWrite(key, dataOf(next), dataOf(previous));
    });
  }
  return cache;
}

/** Calls `observe` for every value that is set in one part of the state. */
export type OnSet = (index: number, observe: (key: string, value: unknown) => void) => void;

type Markers = Record<string, [unknown, number] | undefined>;

/** SWR marks each request with its promise and a timestamp, and drops an answer whose mark is gone or older than a mutate. */
function observeRequests(
  onSet: OnSet,
  [mutationIndex, fetchIndex]: [number, number] | number[],
  state: CacheState,
  cache: Cache,
  cause: () => string | undefined,
  { clock, safe, say }: Context,
): void {
  onSet(fetchIndex ?? 2, (key, mark) => {
    if (!Array.isArray(mark)) return;
    const [answer, started] = mark as [unknown, number];
    const request = cache.requests++;
    const about = { cache: cache.number, key, request };
    const why = cause();
    say({ kind: "cache.fetch", ...about, ...(why !== undefined && { cause: why }) });
    const isSuperseded = () => {
      const now = (state[fetchIndex ?? 2] as Markers)[key];
      const mutation = (state[mutationIndex ?? 1] as Record<string, [number, number]>)[key];
      if (!now || now[1] !== started) return true;
      return (
        mutation !== undefined &&
        (started <= mutation[0] || started <= mutation[1] || mutation[1] === 0)
      );
    };
    // SWR awaits the same promise right after us, so our handlers run just before its own, and a
    // microtask queued by them just after.
    const settled = Reflect.apply(resolve, Promise, [answer]) as Promise<unknown>;
    then(
      settled,
      () => {
        const found = safe(() => ({ superseded: isSuperseded(), before: cache.read(key) }));
        if (!found) return;
        clock.queueMicrotask(() =>
          safe(() => {
            const same = cache.read(key) === found.before;
            const outcome = found.superseded ? "superseded" : same ? "same" : "stored";
            say({ kind: "cache.answer", ...about, outcome });
          }),
        );
      },
      (error: unknown) => {
        safe(() =>
          say({ kind: "cache.answer", ...about, outcome: "failed", error: reasonOf(error) }),
        );
      },
    );
  });
}

type OnWrite = (key: string, to: unknown, from: unknown) => void;

/** From 2.0 on every write goes through the setter in the state: `(key, next, previous)`. */
function observeSetter(
  state: CacheState,
  { safe, undo }: Context,
  observe: (key: string, next: unknown, previous: unknown) => void,
): void {
  undo(
    patch(state, "5", (setter: Call) => {
      return function (this: unknown, ...args: unknown[]) {
        safe(() => observe(String(args[0]), args[1], args[2]));
        return Reflect.apply(setter, this, args);
      };
    }),
  );
}

/** What 1.x keeps of a key beside its data: errors and states, contexts and sizes of infinite lists. */
const ASIDE = /^\$(swr|ctx|len)\$/;

/** 1.x writes straight into the cache. */
function observeProvider(provider: Provider, observe: OnWrite, { safe, undo }: Context): void {
  undo(
    patch(provider, "set", (native: Call) => {
      return function (this: unknown, ...args: unknown[]) {
        safe(() => {
          const key = String(args[0]);
          if (!ASIDE.test(key)) observe(key, args[1], provider.get(key));
        });
        return Reflect.apply(native, this, args);
      };
    }),
  );
}

const writeReader =
  (cache: Cache, { say, needles, options }: Context): OnWrite =>
  (key, to, from) => {
    if (to === from) return;
    say({
      kind: "cache.write",
      cache: cache.number,
      key,
      from: describe(from),
      to: describe(to),
      blanked: to === undefined,
      ...readHoldings(key, from, to, needles, options),
    });
  };

const dataOf = (entry: unknown): unknown => (entry as { data?: unknown } | undefined)?.data;

/** Enough to tell two values apart at a glance, no content. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === "object" && value !== null) return `object of ${Object.keys(value).length}`;
  return value === undefined || value === null ? String(value) : typeof value;
}

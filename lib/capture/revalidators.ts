/** The hooks that are mounted for each key of an SWR cache: its lists of revalidators. */
import { map } from "./list.ts";
import { Array, JSON, Object, Reflect, WeakMap } from "./natives.ts";
import type { Cache, OnSet } from "./cache.ts";
import { patch } from "./patch.ts";
import type { Rendered, Settings } from "./rendered.ts";
import type { Context } from "./tap.ts";

type Call = (...args: unknown[]) => unknown;
type Revalidator = (type: number, options?: unknown) => unknown;

/** SWR's event numbers, the argument of a revalidator. */
const causes = ["focus", "reconnect", "mutate", "error-retry", "unload"];
const MUTATE = 2;

/** What is known of one mounted hook; without `rendered` it is guessed, until a mutate shows it. */
interface Mounted {
  rendered?: Rendered;
  settings: Settings;
}

/**
 * Every mounted hook pushes its revalidator to its key's list; SWR finds it again by identity when it unmounts, puts the
 * last in its place and pops. From 2.0 on a write of the key as given follows each push at once.
 */
export function observeRevalidators(onSet: OnSet, cache: Cache, context: Context) {
  const { safe, say, undo } = context;
  let cause: string | undefined;
  let pushed: { key: string; mount: (key: unknown) => void } | undefined;

  onSet(0, (key, list) => {
    if (!Array.isArray(list)) return;
    const wrappers = new WeakMap<Revalidator, Revalidator>();
    const hooks = new WeakMap<object, Mounted>();
    let told = "";

    const tell = () => {
      const first = list[0] as object | undefined;
      const settings = (first && hooks.get(first)?.settings) ?? { fetcher: first !== undefined };
      const about = { cache: cache.number, key, listeners: list.length, ...settings };
      const text = JSON.stringify(about);
      if (text === told) return;
      told = text;
      say({ kind: "cache.hook", ...about });
    };
    const mount = (hook: Mounted, given: unknown) => {
      const rendered = cache.rendered.mount(given);
      if (!rendered) return tell();
      Object.assign(hook, { rendered, settings: rendered.settings });
      rendered.changed = () => {
        hook.settings = rendered.settings;
        tell();
      };
      tell();
    };
    const leave = (wrapper: object) => {
      const { rendered } = hooks.get(wrapper) ?? {};
      if (!rendered) return;
      rendered.state = "gone";
      delete rendered.changed;
    };

    const wrap = (revalidate: Revalidator): Revalidator => {
      const hook: Mounted = { settings: { fetcher: true } };
      const wrapper: Revalidator = (type, options) => {
        const outer = cause;
        const before = cache.requests;
        safe(() => {
          cause = causes[type] ?? String(type);
          const { number, mutation } = cache;
          const listeners = list.length;
          const about = { cache: number, key, cause, listeners };
          say({ kind: "cache.revalidate", ...about, ...(mutation !== undefined && { mutation }) });
        });
        try {
          return revalidate(type, options);
        } finally {
          cause = outer;
          if (type === MUTATE) safe(() => learn(hook, cache.requests > before));
        }
      };
      wrappers.set(revalidate, wrapper);
      hooks.set(wrapper, hook);
      return wrapper;
    };
    /** A mutate makes a mounted hook fetch at once if it can; one that cannot may also be paused. */
    const learn = (hook: Mounted, fetched: boolean) => {
      if (hook.settings.fetcher === fetched || (hook.rendered && !fetched)) return;
      hook.settings = { ...hook.settings, fetcher: fetched };
      tell();
    };

    const inherit = (name: string, make: (inherited: Call) => Call) =>
      undo(patch(list, name, make));
    inherit("push", (inherited) => {
      return function (this: unknown, ...added: unknown[]) {
        const kept = map(added, (one) => safe(() => wrap(one as Revalidator)) ?? one);
        const length = Reflect.apply(inherited, this, kept);
        safe(() => {
          const hook = hooks.get(kept[0] as object);
          pushed = hook && { key, mount: (given) => mount(hook, given) };
          if (cache.first) tell();
        });
        return length;
      };
    });
    let leaving: object | undefined;
    inherit("indexOf", (inherited) => {
      return function (this: unknown, ...[one]: unknown[]) {
        leaving = wrappers.get(one as Revalidator);
        return Reflect.apply(inherited, this, [leaving ?? one]);
      };
    });
    inherit("pop", (inherited) => {
      return function (this: unknown) {
        const last = Reflect.apply(inherited, this, []);
        safe(() => {
          if (leaving) leave(leaving);
          leaving = undefined;
          tell();
        });
        return last;
      };
    });
  });

  return {
    cause: () => cause,
    /** An entry was written; the first after a push is that of the hook that was pushed. */
    written(key: string, entry: unknown): void {
      if (pushed?.key !== key) return;
      const { mount } = pushed;
      pushed = undefined;
      mount((entry as { _k?: unknown } | undefined)?._k);
    },
  };
}

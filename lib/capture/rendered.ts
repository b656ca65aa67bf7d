/**
 * The `useSWR` calls that were rendered, with what they were given. A hook shows twice and nothing joins the two: when
 * its component renders (arguments, no serialised key) and when its effect mounts it (serialised key, no arguments). Its
 * key as given is in both.
 */
import { Object, Set } from "./natives.ts";

export interface Settings {
  fetcher: boolean;
  keepPreviousData?: true;
  /** In ms. */
  refreshInterval?: number;
}

export interface Rendered {
  /** As given to the hook. */
  key: unknown;
  settings: Settings;
  state: "rendered" | "mounted" | "gone";
  /** Set while it is mounted. */
  changed?: () => void;
}

/** So many are kept; the one that has not rendered for longest goes first. */
const CAPACITY = 1_000;

export class RenderedHooks {
  readonly #all = new Set<Rendered>();

  /** A hook renders, for the first time or again. */
  render(hook: Rendered, key: unknown, settings: Settings): void {
    const before = hook.settings;
    Object.assign(hook, { key, settings });
    if (hook.state === "mounted") {
      if (!isSame(before, settings)) hook.changed?.();
      return;
    }
    hook.state = "rendered";
    this.#all.delete(hook);
    this.#all.add(hook);
    for (const oldest of this.#all) {
      if (this.#all.size <= CAPACITY) return;
      this.#all.delete(oldest);
    }
  }

  /** The hook that is being mounted for `key`: effects run in the order of rendering, and again without it in StrictMode. */
  mount(key: unknown): Rendered | undefined {
    let found: Rendered | undefined;
    for (const hook of this.#all) {
      if (hook.state === "mounted" || (hook.key !== key && typeof hook.key !== "function"))
        continue;
      if (hook.key === key && hook.state === "rendered") {
        found = hook;
        break;
      }
      found = hook;
    }
    if (found) found.state = "mounted";
    return found;
  }
}

export function readSettings(fetcher: unknown, config: unknown): Settings {
  const { keepPreviousData, refreshInterval } = (config ?? {}) as Record<string, unknown>;
  return {
    fetcher: typeof fetcher === "function",
    ...(keepPreviousData === true && { keepPreviousData }),
    ...(typeof refreshInterval === "number" && refreshInterval > 0 && { refreshInterval }),
  };
}

const isSame = (a: Settings, b: Settings): boolean =>
  a.fetcher === b.fetcher &&
  a.keepPreviousData === b.keepPreviousData &&
  a.refreshInterval === b.refreshInterval;

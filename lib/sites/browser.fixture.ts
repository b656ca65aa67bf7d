import type { SitesBrowser } from "./keep.ts";
import type { Registration } from "./scripts.ts";

function event() {
  const listeners = new Set<() => void>();
  return {
    addListener: (listener: () => void) => void listeners.add(listener),
    removeListener: (listener: () => void) => void listeners.delete(listener),
    fire: () => listeners.forEach((listener) => listener()),
    forget: () => listeners.clear(),
  };
}

/** As much of a browser as sites need. What it keeps outlives a worker; the listeners of a worker do not. */
export function fakeBrowser(given: { granted?: string[]; registered?: Registration[] } = {}) {
  const granted = new Set(["http://localhost/*", "http://127.0.0.1/*", ...(given.granted ?? [])]);
  const registered = new Map((given.registered ?? []).map((script) => [script.id, script]));
  const calls: string[] = [];
  const events = {
    onAdded: event(),
    onRemoved: event(),
    onInstalled: event(),
    onStartup: event(),
  };

  /** Takes its time, as everything does that another process answers. */
  const later = async <T>(name: string, run: () => T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve));
    calls.push(name);
    return run();
  };
  const known = (ids: string[], are: boolean) => {
    const wrong = ids.find((id) => registered.has(id) !== are);
    if (wrong) throw new Error(`${are ? "Nonexistent" : "Duplicate"} script ID '${wrong}'`);
  };
  const put = (scripts: Registration[]) =>
    scripts.forEach((script) => registered.set(script.id, script));
  const ids = (scripts: Registration[]) => scripts.map(({ id }) => id);

  const browser: SitesBrowser = {
    permissions: {
      getAll: () => later("getAll", () => ({ origins: [...granted] })),
      contains: ({ origins = [] }) =>
        later("contains", () => origins.every((origin) => granted.has(origin))),
      request: ({ origins = [] }) => {
        origins.forEach((origin) => granted.add(origin));
        events.onAdded.fire();
        return Promise.resolve(true);
      },
      remove: ({ origins = [] }) => {
        origins.forEach((origin) => granted.delete(origin));
        events.onRemoved.fire();
        return Promise.resolve(true);
      },
      onAdded: events.onAdded,
      onRemoved: events.onRemoved,
    },
    scripting: {
      getRegisteredContentScripts: () => later("getRegistered", () => [...registered.values()]),
      registerContentScripts: (scripts) =>
        later("register", () => {
          known(ids(scripts), false);
          put(scripts);
        }),
      updateContentScripts: (scripts) =>
        later("update", () => {
          known(ids(scripts), true);
          put(scripts);
        }),
      unregisterContentScripts: (filter) =>
        later("unregister", () => {
          known(filter.ids, true);
          filter.ids.forEach((id) => registered.delete(id));
        }),
    },
    runtime: { onInstalled: events.onInstalled, onStartup: events.onStartup },
  };
  return {
    ...browser,
    events,
    granted,
    registered,
    /** What was changed, without what was only read. */
    changes: () => calls.filter((name) => /^(un)?register$|^update$/.test(name)),
    matches: () => [...registered.values()].map((script) => script.matches),
    killWorker: () => Object.values(events).forEach((each) => each.forget()),
  };
}

/** Keeps the registered content scripts as the granted sites are. Nothing is remembered here: a worker may die at any time. */
import { followGrants, switchedOn, type Permissions } from "./grants.ts";
import { isOurs, registrationsFor, type Registration } from "./scripts.ts";
import { patternOf } from "./site.ts";

/** The part of a browser that is used. */
export interface SitesBrowser {
  permissions: Permissions;
  scripting: {
    getRegisteredContentScripts(): Promise<{ id: string }[]>;
    registerContentScripts(scripts: Registration[]): Promise<void>;
    updateContentScripts(scripts: Registration[]): Promise<void>;
    unregisterContentScripts(filter: { ids: string[] }): Promise<void>;
  };
  runtime: {
    onInstalled: { addListener(listener: () => void): void };
    onStartup: { addListener(listener: () => void): void };
  };
}

/**
 * Registers both scripts for every switched-on site, now and whenever that changes. The listeners are there before anything
 * is awaited, so each of these events wakes a worker that died.
 */
export function keepSites(browser: SitesBrowser): Promise<void> {
  // One after the other: two that look at the same time would register twice.
  let last = Promise.resolve();
  const keep = (): Promise<void> => {
    const next = last.then(() => syncSites(browser));
    last = next.catch((error: unknown) => console.error("Hopscope: sites", error));
    return last;
  };
  browser.runtime.onInstalled.addListener(keep);
  browser.runtime.onStartup.addListener(keep);
  followGrants(browser.permissions, keep);
  return keep();
}

/** Makes what is registered what should be; asks the browser for both, and does nothing when they agree. */
export async function syncSites({ permissions, scripting }: SitesBrowser): Promise<void> {
  const wanted = registrationsFor((await switchedOn(permissions)).map(patternOf));
  const registered = (await scripting.getRegisteredContentScripts()).filter(({ id }) => isOurs(id));
  const thereOf = ({ id }: Registration) => registered.find((script) => script.id === id);

  const stale = registered.filter(({ id }) => wanted.every((script) => script.id !== id));
  const missing = wanted.filter((script) => !thereOf(script));
  // Changed in place: a site that stays on is never without its scripts.
  const changed = wanted.filter((script) => {
    const there = thereOf(script);
    return there && !isSame(script, there);
  });
  if (stale.length > 0)
    await scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
  if (missing.length > 0) await scripting.registerContentScripts(missing);
  if (changed.length > 0) await scripting.updateContentScripts(changed);
}

function isSame(wanted: Registration, there: object): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => plain(Reflect.get(there, name)) === plain(value),
  );
}

/** Lists have no order, addresses of files may be complete, and what is off may be left out. */
const plain = (value: unknown): string =>
  JSON.stringify(
    Array.isArray(value)
      ? value.map((each) => String(each).replace(/^\w+-extension:\/\/[^/]+\//, "")).toSorted()
      : (value ?? false),
  );

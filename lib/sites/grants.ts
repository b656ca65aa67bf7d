import { isAlwaysOn, patternOf, siteOfPattern, type Site } from "./site.ts";

interface Grants {
  origins?: string[];
}

/** The part of `browser.permissions` that is used. */
export interface Permissions {
  getAll(): Promise<Grants>;
  contains(asked: Grants): Promise<boolean>;
  request(asked: Grants): Promise<boolean>;
  remove(given: Grants): Promise<boolean>;
  onAdded: Listeners;
  onRemoved: Listeners;
}

interface Listeners {
  addListener(listener: () => void): void;
  removeListener(listener: () => void): void;
}

/** The sites that a person switched on, by name. The browser is asked each time: it alone knows what was revoked. */
export async function switchedOn(permissions: Pick<Permissions, "getAll">): Promise<Site[]> {
  const { origins = [] } = await permissions.getAll();
  const sites = origins.filter((pattern) => /^(https?|\*):/.test(pattern)).map(siteOfPattern);
  return [...new Set(sites)].filter((site) => !isAlwaysOn(site)).toSorted();
}

/** Whether Hopscope runs on a site: it is named, or a wider pattern covers it. */
export async function isOn(permissions: Permissions, site: Site): Promise<boolean> {
  return isAlwaysOn(site) || (await permissions.contains({ origins: [patternOf(site)] }));
}

/** Asks for a site. Only inside a click: nothing may be awaited before. */
export const switchOn = (permissions: Permissions, site: Site): Promise<boolean> =>
  permissions.request({ origins: [patternOf(site)] });

export const switchOff = (permissions: Permissions, site: Site): Promise<boolean> =>
  permissions.remove({ origins: [patternOf(site)] });

/** Calls `onChange` whenever something was granted or revoked, wherever that was done. */
export function followGrants(permissions: Permissions, onChange: () => void): () => void {
  permissions.onAdded.addListener(onChange);
  permissions.onRemoved.addListener(onChange);
  return () => {
    permissions.onAdded.removeListener(onChange);
    permissions.onRemoved.removeListener(onChange);
  };
}

import { isOn, switchedOn, type Permissions } from "./grants.ts";
import { isAlwaysOn, type Site } from "./site.ts";

/** `none`: a page that no extension can watch, or nobody knows which it is. */
export type SiteState = "always" | "on" | "off" | "none";

/** What a panel or the popup shows of sites. */
export interface SitesLook {
  here: Site | undefined;
  state: SiteState;
  /** All that are switched on, by name. */
  list: Site[];
}

/** Asks the browser how things stand now. */
export async function lookAtSites(
  permissions: Permissions,
  here: Site | undefined,
): Promise<SitesLook> {
  const list = await switchedOn(permissions);
  if (here === undefined) return { here, state: "none", list };
  if (isAlwaysOn(here)) return { here, state: "always", list };
  return { here, state: (await isOn(permissions, here)) ? "on" : "off", list };
}

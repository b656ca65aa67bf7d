import { ALWAYS_ON } from "./scripts.ts";

/** Scheme and host, such as "https://example.com". A permission covers all ports of it, so a site has none. */
export type Site = string;

/** The longest name that a host can have, and its scheme. */
const MOST = 253 + "https://".length;

/** The site of an address or of what a page says is its origin, which may be anything; undefined where none can be watched. */
export function siteOf(address: unknown): Site | undefined {
  if (typeof address !== "string") return undefined;
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined;
  // A host to an address, but every host to a pattern.
  if (url.hostname.includes("*")) return undefined;
  const site = `${url.protocol}//${url.hostname}`;
  return site.length <= MOST ? site : undefined;
}

/** What has to be granted for a site. */
export const patternOf = (site: Site): string => `${site}/*`;

/** The site of a granted pattern. One that covers many hosts stays as it is: it is shown as the browser has it. */
export const siteOfPattern = (pattern: string): Site => pattern.replace(/\/\*$/, "");

export const isAlwaysOn = (site: Site): boolean => ALWAYS_ON.includes(patternOf(site));

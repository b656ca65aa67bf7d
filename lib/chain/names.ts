/** Templates of a profile and the names that are made of them. */

/** The same few pictures are named again and again: by every frame and answer of their project. */
const KEYS_KEPT = 5_000;
const keys = new Map<string, string>();

const ORIGIN = /^https?:\/\/[^/]+/;
/** What a storage signs an address with. Some events have it, in others the taps have removed it. */
const SIGNATURE = /([?&#](?:token|signature|sig|x-amz-signature|apikey|access_token)=)[^&#]*/gi;

/**
 * Pictures are compared without their origin, for the row may hold a path and the image an address, and without what their
 * address is signed with.
 */
export function urlKey(url: string): string {
  let key = keys.get(url);
  if (key === undefined) {
    key = url.replace(ORIGIN, "");
    if (key.includes("=")) key = key.replace(SIGNATURE, "$1");
    if (keys.size >= KEYS_KEPT) keys.clear();
    keys.set(url, key);
  }
  return key;
}

/** The fixed part of a template: `fal_jobs:` of `fal_jobs:{user}`. */
export const prefixOf = (template: string): string => template.split("{")[0] ?? template;

/** A topic as the app names it: without the prefix that it has on the wire. */
export const topicName = (topic: string): string => topic.replace(/^realtime:/, "");

/** The path of an address, absolute or not; undefined when it is none. */
export function pathOf(url: string): string | undefined {
  return URL.parse(url, "http://page")?.pathname;
}

/** The variable part of a path of the form `/api/things/{id}`; undefined when it is another path. */
export function matchPath(template: string, path: string): string | undefined {
  const prefix = prefixOf(template);
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : "";
  return rest !== "" && !rest.includes("/") ? unescaped(rest) : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

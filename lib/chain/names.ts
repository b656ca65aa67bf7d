/** Templates of a profile and the names that are made of them. */

/** Pictures are compared without their origin: the row may hold a path and the image an address. */
export const urlKey = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "");

/** The fixed part of a template: `fal_jobs:` of `fal_jobs:{user}`. */
export const prefixOf = (template: string): string => template.split("{")[0] ?? template;

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

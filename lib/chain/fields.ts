/** Reading values that may have any shape: rows, payloads and answers of apps that we have never seen. */

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at `path`, each name tried in snake_case and camelCase; undefined where the way ends. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const name of path) {
    if (!isFields(here)) return undefined;
    here = here[name] ?? here[camel(name)];
  }
  return here;
}

/** The same for text; numbers count as text, since ids may be either. */
export function text(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Parsed JSON, or undefined when it is none. */
export function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const camels = new Map<string, string>();

/** Names come from our own source, so there are few; rows are many. */
function camel(name: string): string {
  let found = camels.get(name);
  if (found === undefined) {
    found = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    camels.set(name, found);
  }
  return found;
}

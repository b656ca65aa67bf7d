/** Keys of SWR as it writes them: an array is `@"a","b",`, that of an infinite list begins with `$inf$`. */

const INFINITE = "$inf$";

/** What two keys share that were meant to be one: their words, in whatever form, without query and end slash. */
function wordsOf(key: string): string {
  const bare = key.startsWith(INFINITE) ? key.slice(INFINITE.length) : key;
  const path = /^[@#[{]/.test(bare) ? bare : bare.replace(/[?#].*$/, "");
  return path
    .toLowerCase()
    .split(/[^\w.~-]+/)
    .filter(Boolean)
    .join(" ");
}

/** Two keys that a person would take for the same, and that SWR does not. */
export const isTwin = (one: string, other: string): boolean =>
  one !== other && wordsOf(one) === wordsOf(other);

/** The key as the app's code has it. */
export function keyCode(key: string): string {
  if (key.startsWith(INFINITE)) return `unstable_serialize(() => "${key.slice(INFINITE.length)}")`;
  if (key.startsWith("@")) return `[${key.slice(1).replace(/,$/, "")}]`;
  return key.startsWith("[") ? key : JSON.stringify(key);
}

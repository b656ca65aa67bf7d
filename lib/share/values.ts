/** Many values replaced in a text, each wherever it stands, longer ones first: one may hold another. */
export type ReplaceValues = (text: string) => string;

/** Longest value of an expression, and units of one expression: engines refuse the ones that are too large. */
const LONG = 256;
const AT_ONCE = 16 * 1024;

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

export function replacerOf(names: ReadonlyMap<string, string>): ReplaceValues {
  const values = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const long = values.filter(({ length }) => length > LONG);
  const patterns: RegExp[] = [];
  let parts: string[] = [];
  let size = 0;
  const close = () => {
    if (parts.length > 0) patterns.push(new RegExp(parts.join("|"), "g"));
    parts = [];
    size = 0;
  };
  for (const value of values.slice(long.length)) {
    if (size > AT_ONCE) close();
    parts.push(escapePattern(value));
    size += value.length;
  }
  close();
  return (text) => {
    let replaced = text;
    for (const value of long)
      if (value.length <= replaced.length)
        replaced = replaced.replaceAll(value, () => names.get(value)!);
    for (const pattern of patterns)
      replaced = replaced.replace(pattern, (value) => names.get(value) ?? value);
    return replaced;
  };
}

/**
 * Where `before + rest` begins in a text, from `from` on; -1 where it does not. Engines look for the first letter first, so
 * `rest` should begin with a rare one: in names of JSON an underscore or a quote is anything but.
 */
export function scan(text: string, before: string, rest: string, from = 0): number {
  const { length } = before;
  for (let at = text.indexOf(rest, from + length); at >= 0; at = text.indexOf(rest, at + 1)) {
    if (text.startsWith(before, at - length)) return at - length;
  }
  return -1;
}

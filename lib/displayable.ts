/**
 * Text of a stranger as it may be shown: a page, another user or a file chose it. What cannot be seen, or moves what
 * stands beside it, is written as the escape that a programmer knows.
 */

/** Longest text that is shown where nothing else is said, in UTF-16 units. */
const LONGEST = 2_000;

/** Code points without a shape of their own. Joiners and variations are left: emoji are made of them. */
const hidden: readonly (readonly [from: number, to: number])[] = [
  // Control characters, but tab and newline.
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  // Soft hyphen, joiner of graphemes, marks of direction, fillers, spaces without width.
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  // Separators of lines, embeddings and overrides, invisible operators, isolates.
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  // Halves of pairs: alone they are no character.
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  // Marks of music, tags.
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];
const range = ([from, to]: readonly [number, number]) =>
  `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
const ANY = new RegExp(`[${hidden.map(range).join("")}]`, "u");
const ALL = new RegExp(ANY.source, "gu");

/** `text` with everything visible, at most `longest` units of it before that. */
export function displayable(text: string, longest = LONGEST): string {
  const part = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return ANY.test(part) ? part.replace(ALL, escape) : part;
}

/** The same in one line: in code that people copy a newline would end a comment. */
export const displayableLine = (text: string, longest = LONGEST): string =>
  displayable(text, longest).replace(/[\n\t]/g, escape);

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

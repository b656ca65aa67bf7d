/**
 * The rows of React's Flight stream. A row is `<hex id>:<json>\n`; text and binary rows are `<hex id>:<tag><hex bytes>,<content>`
 * and end with their bytes, not with the line.
 */
export interface FlightRow {
  id: string;
  /** Of a row that is counted in bytes; the tag of another one is the first letter of its content. */
  tag?: string;
  content: string;
  /** The stream ended within the row: without its newline, or so many bytes early. */
  missing: number;
}

const COUNTED = new Set("TAOoUSsLlGgMmVb");
const COLON = 58;
const COMMA = 44;
const NEWLINE = 10;
/** Digits of the longest count. */
const DIGITS = 16;

/** Reads rows until one is none any more. */
export function* readRows(flight: string): Generator<FlightRow> {
  const bytes = new TextEncoder().encode(flight);
  const decoder = new TextDecoder();
  const textOf = (from: number, to: number) => decoder.decode(bytes.subarray(from, to));
  let here = 0;
  while (here < bytes.length) {
    const colon = bytes.indexOf(COLON, here);
    if (colon < 0) return;
    const id = textOf(here, colon);
    const tag = String.fromCharCode(bytes[colon + 1] ?? 0);
    const comma = COUNTED.has(tag) ? bytes.indexOf(COMMA, colon) : -1;
    const count = comma < 0 ? "" : textOf(colon + 2, Math.min(comma, colon + 2 + DIGITS));
    if (/^[0-9a-f]+$/.test(count)) {
      here = comma + 1 + Number.parseInt(count, 16);
      const missing = Math.max(0, here - bytes.length);
      yield { id, tag, content: textOf(comma + 1, here), missing };
      continue;
    }
    const newline = bytes.indexOf(NEWLINE, colon);
    here = newline < 0 ? bytes.length : newline + 1;
    const content = textOf(colon + 1, newline < 0 ? bytes.length : newline);
    yield { id, content, missing: newline < 0 ? 1 : 0 };
  }
}

/** A row as it stands in the stream. */
export function writeRow({ id, tag, content, missing }: FlightRow): string {
  if (tag === undefined) return `${id}:${content}${missing > 0 ? "" : "\n"}`;
  const { length } = new TextEncoder().encode(content);
  return `${id}:${tag}${(length + missing).toString(16)},${content}`;
}

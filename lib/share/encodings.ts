/** The forms in which a value may stand in a text that holds it in another encoding. */
export function formsOf(value: string): string[] {
  const [once, twice, thrice] = [quote(value), quote(quote(value)), quote(quote(quote(value)))];
  const uri = uriOf(value);
  return [...new Set([value, once, twice, thrice, uri, uri.replaceAll("%20", "+")])];
}

const quote = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A half of a pair has no URI. */
const uriOf = (value: string): string =>
  encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\uFFFD"));

/** Parts of an address: what stands between its marks. */
export const URI_PARTS = /[\w.~+!*'()%-]+/g;

/** The text with what is percent-encoded in it rewritten as `rewrite` does the text that it encodes; the rest stays. */
export function rewritePercents(text: string, rewrite: (inner: string) => string): string {
  if (!text.includes("%")) return text;
  return text.replace(URI_PARTS, (run) => {
    const inner = decodePercents(run);
    if (inner === undefined) return run;
    const rewritten = rewrite(inner);
    return rewritten === inner ? run : uriOf(rewritten);
  });
}

/** The text that a part of an address stands for; undefined when it stands for none. */
export function decodePercents(run: string): string | undefined {
  if (!run.includes("%")) return undefined;
  try {
    return decodeURIComponent(run.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** Base64 in a text, in both alphabets, long enough to hold something. */
const RUN = /(?<![\w+/%-])[\w+/-]{16,}={0,2}(?![\w+/=-])/g;

/** The text with what is base64 in it rewritten as `rewrite` does the text that it encodes; the rest stays. */
export function rewriteBase64(text: string, rewrite: (inner: string) => string): string {
  return text.replace(RUN, (run) => {
    const inner = decodeBase64(run);
    if (inner === undefined) return run;
    const rewritten = rewrite(inner);
    if (rewritten === inner) return run;
    const encoded = encodeBase64(new TextEncoder().encode(rewritten));
    return /[-_]/.test(run) ? encoded.replaceAll("+", "-").replaceAll("/", "_") : encoded;
  });
}

const strict = new TextDecoder("utf-8", { fatal: true });

/** The text that a run of base64 encodes; undefined when it encodes none. */
export function decodeBase64(run: string): string | undefined {
  if (run.length % 4 === 1 || !isText(run)) return undefined;
  const bytes = bytesOf(run);
  if (!bytes) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether the first bytes may be those of a text in UTF-8: most long words are base64 of nothing, and to fail late costs. */
function isText(run: string): boolean {
  const head = bytesOf(run.slice(0, 16));
  if (!head) return false;
  /** Bytes of a character that are still to come. */
  let rest = 0;
  for (const byte of head) {
    const isContinued = byte >> 6 === 0b10;
    if (isContinued !== rest > 0) return false;
    if (isContinued) rest -= 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false;
    else if (byte > 0xf4) return false;
    else if (byte >= 0xc0) rest = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
  }
  return true;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const units = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(units, (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Bytes that `String.fromCharCode` takes at once. */
const CHUNK = 8_192;

export function encodeBase64(bytes: Uint8Array): string {
  let units = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    units += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(units);
}

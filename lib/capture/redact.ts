/**
 * Secrets leave the page's own strings here, before anything is stored or sent. Frames come by the thousand, so for them
 * there is a look that costs next to nothing; and since a stranger may have written any text, no pattern takes longer than
 * the text is long.
 */
import { readClaims } from "../realtime/claims.ts";
import { JSON } from "./natives.ts";
import { scan } from "./scan.ts";

const apiKey = /\bsb_(publishable|secret)_[\w-]+/g;
/** Members of JSON, as deep in other texts as it may be quoted; what has been replaced already stays. */
const secretMember =
  /((?:_token|token_hash|api_?key|authorization|cookie|password|secret)\\*"\s*:\s*\\*")(?!jwt:|sb_|\*)[^"\\]+/gi;
/** What follows has a digit or its padding, so that a "basic training" stays one. */
const header = /\b(bearer|basic) +(?!jwt:|sb_|\*)(?=[\w.~+/-]*[\d=])[\w.~+/=-]{12,}/gi;
/** How the auth client writes a whole session into a cookie. */
const cookie = /\bbase64-eyJ[\w+/=-]+/g;
const secretParameter =
  /([?&#](?:apikey|access_token|refresh_token|provider_token|token_hash|token|code)=)(?!jwt:|\*)[^&#\s"'<>\\]*/gi;

/** Each secret that a pattern above would find has one of these in it. */
const suspicious =
  /eyJ|sb_|token|secret|api_?key|authorization|cookie|password|bearer|basic|code=/i;

/** Padding is not allowed in a JWT, and some make it all the same. */
const jwt = /[\w-]+=*\.[\w-]+=*\.[\w-]*/y;
const run = /[\w-]*/y;

/**
 * Replaces every JWT in a JSON text by `jwt:{"role":…,"sub":…,"exp":…}`, escaped so that the text stays JSON, every
 * Supabase API key by its kind, and what stands under the names of secrets by `***`.
 */
export const redactTokens = (text: string): string => redact(text, quoted);

/** The same in a text that is no JSON, addresses in it included. */
export const redactText = (text: string): string =>
  suspicious.test(text) ? redact(text, String).replace(secretParameter, "$1***") : text;

export const redactUrl = (url: string): string =>
  redact(url.replace(secretParameter, "$1***"), String);

/** The same in a frame. What may be a secret has one of these in it: all rare, so that it takes 2 µs in 50 KB to find none. */
export const redactFrame = (text: string): string =>
  mayHoldSecret(text) ? redactTokens(text) : text;

export const mayHoldSecret = (text: string): boolean =>
  scan(text, ".ey", "J") >= 0 ||
  scan(text, "_to", "ken") >= 0 ||
  scan(text, "_se", "cret") >= 0 ||
  scan(text, "_pu", "blishable_") >= 0;

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

function redact(text: string, write: (description: string) => string): string {
  const plain = text.includes("eyJ") ? redactJwts(text.replace(cookie, "base64-***"), write) : text;
  return plain
    .replace(apiKey, "sb_$1_***")
    .replace(secretMember, "$1***")
    .replace(header, "$1 ***");
}

/** So many tokens of one text are read; no honest text has more. */
const MOST_READ = 50;

/** Goes on behind each run of a token's characters: within a run that is no token none begins. */
function redactJwts(text: string, write: (description: string) => string): string {
  let redacted = "";
  let done = 0;
  let count = 0;
  for (let at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at)) {
    jwt.lastIndex = at;
    const token = jwt.exec(text)?.[0];
    if (token !== undefined) {
      const claims = count++ < MOST_READ ? readClaims(token) : undefined;
      redacted += text.slice(done, at) + write(`jwt:${JSON.stringify(claims ?? {})}`);
      at += token.length;
      done = at;
    } else {
      run.lastIndex = at;
      at += run.exec(text)?.[0].length ?? 3;
    }
  }
  return redacted + text.slice(done);
}

/** Secrets leave the page's own strings here, before anything is stored or sent. */
import { JSON } from "./natives.ts";
import { readClaims } from "../realtime/claims.ts";

/** Padding is not allowed in a JWT, and some make it all the same. */
const jwt = /eyJ[\w-]+=*\.[\w-]+=*\.[\w-]*/g;
const apiKey = /\bsb_(publishable|secret)_[\w-]+/g;
const secretParameter =
  /([?&#](?:apikey|access_token|refresh_token|provider_token|token_hash|token|code)=)[^&#]*/gi;

/**
 * Replaces every JWT in a JSON text by `jwt:{"role":…,"sub":…,"exp":…}`, escaped so that the text stays JSON, and
 * every Supabase API key by its kind.
 */
export function redactTokens(text: string): string {
  const plain = text.includes("eyJ")
    ? text.replace(jwt, (token) => JSON.stringify(describeToken(token)).slice(1, -1))
    : text;
  return plain.includes("sb_") ? plain.replace(apiKey, "sb_$1_***") : plain;
}

export const redactUrl = (url: string): string =>
  redactTokens(url.replace(secretParameter, "$1***"));

const describeToken = (token: string): string => `jwt:${JSON.stringify(readClaims(token) ?? {})}`;

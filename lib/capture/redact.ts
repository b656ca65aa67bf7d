/** Secrets leave the page's own strings here, before anything is stored or sent. */

const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
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

function describeToken(token: string): string {
  try {
    const claims = token.split(".")[1] ?? "";
    const binary = atob(claims.replaceAll("-", "+").replaceAll("_", "/"));
    const { role, sub, exp } = JSON.parse(binary) as Record<string, unknown>;
    return `jwt:${JSON.stringify({ role, sub, exp })}`;
  } catch {
    return "jwt:{}";
  }
}

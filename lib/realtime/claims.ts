// As they were at the start: this runs in the page too, which may replace its own.
const { parse } = JSON;
const { atob } = globalThis;

/** What a JWT says of itself. Nothing is verified: only the server can. */
export interface TokenClaims {
  role?: string;
  sub?: string;
  /** Seconds since the epoch. */
  exp?: number;
}

/** The claims that matter to Realtime; undefined if `token` is no JWT. */
export function readClaims(token: string): TokenClaims | undefined {
  try {
    const claims = token.split(".")[1] ?? "";
    const binary = atob(claims.replaceAll("-", "+").replaceAll("_", "/"));
    const value = parse(binary) as unknown;
    if (typeof value !== "object" || value === null) return undefined;
    const { role, sub, exp } = value as Record<string, unknown>;
    return {
      ...(typeof role === "string" && { role }),
      ...(typeof sub === "string" && { sub }),
      ...(typeof exp === "number" && { exp }),
    };
  } catch {
    return undefined;
  }
}

/**
 * The session that a page holds, as far as it shows: in the storage of the auth client, in the headers of requests. Only
 * claims are kept, and only a change of them is said.
 */
import { JSON } from "./natives.ts";
import type { Claims, Said } from "../event.ts";
import { readClaims } from "../realtime/claims.ts";

type Source = Extract<Said, { kind: "auth.session" }>["source"];

export class Session {
  #last: Claims | null = null;

  /** What to say of `claims`, or undefined when nothing has changed. */
  change(claims: Claims | null, source: Source): Said | undefined {
    const before = this.#last;
    if (isSame(before, claims)) return undefined;
    this.#last = claims;
    return { kind: "auth.session", claims, source };
  }
}

const isSame = (a: Claims | null, b: Claims | null) =>
  a === b || (a !== null && b !== null && a.role === b.role && a.sub === b.sub && a.exp === b.exp);

/** A session is somebody's: an API key has a role too, but no subject. */
const readSession = (token: string): Claims | undefined => {
  const claims = readClaims(token);
  return claims?.sub !== undefined && claims.role !== undefined ? claims : undefined;
};

/** The session in an `Authorization` header. The client sends its API key there when it has none. */
export function sessionOfHeaders(
  authorization: string | undefined,
  apikey: string | undefined,
): Claims | undefined {
  const token = /^bearer (eyJ.+)$/i.exec(authorization ?? "")?.[1];
  return token === undefined || token === apikey ? undefined : readSession(token);
}

/** The session in an entry of the auth client: JSON with an `access_token`. */
export function sessionOfEntry(entry: string | null): Claims | null {
  if (entry === null) return null;
  try {
    const value = JSON.parse(entry) as { access_token?: unknown } | null;
    const token = value?.access_token;
    return typeof token === "string" ? (readSession(token) ?? null) : null;
  } catch {
    return null;
  }
}

import { SignJWT } from "jose";

export const SECRET = "a secret of the tests, long enough for HS256";

const encode = (text: string) => new TextEncoder().encode(text);

/** Signs claims; `livesFor` is in seconds and may be negative, null leaves `exp` out. */
export async function sign(
  claims: Record<string, unknown>,
  livesFor: number | null = 3600,
  secret = SECRET,
): Promise<string> {
  const exp = livesFor === null ? {} : { exp: Math.floor(Date.now() / 1000) + livesFor };
  return new SignJWT({ ...claims, ...exp })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(encode(secret));
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token that says of itself that it is not signed. */
export function unsigned(claims: Record<string, unknown>): string {
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

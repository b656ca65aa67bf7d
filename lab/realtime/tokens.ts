import { compactVerify, decodeProtectedHeader } from "jose";
import { expiredReason, tokenReasons } from "./reasons.ts";

export interface Claims {
  role: string;
  /** Seconds since 1970. */
  exp: number;
  sub?: string;
  [claim: string]: unknown;
}

export type TokenFault =
  | { fault: keyof typeof tokenReasons }
  | { fault: "expired"; secondsAgo: number };

export type Verified = { claims: Claims } | TokenFault;

const ALGORITHMS = ["HS256", "HS384", "HS512"];

const algorithmOf = (token: string): string | undefined => {
  try {
    return decodeProtectedHeader(token).alg ?? "none";
  } catch {
    return undefined;
  }
};

const payloadOf = (bytes: Uint8Array): Partial<Claims> | undefined => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Partial<Claims>;
  } catch {
    return undefined;
  }
};

/** Seconds since `exp`, or undefined while the token lives. It is over in the second that `exp` names. */
export const secondsSinceExpiry = (exp: number, now = Date.now()): number | undefined => {
  const seconds = Math.floor(now / 1000) - exp;
  return seconds >= 0 ? seconds : undefined;
};

/** Checks a JWT as the server does: readable, algorithm, signature, `role` and `exp`, then its age. */
export async function verifyToken(token: string, secret: Uint8Array): Promise<Verified> {
  const algorithm = algorithmOf(token);
  if (algorithm === undefined || token.split(".").length !== 3) return { fault: "malformed" };
  if (!ALGORITHMS.includes(algorithm)) return { fault: "signer" };
  const verified = await compactVerify(token, secret).catch(() => undefined);
  if (verified === undefined) return { fault: "signature" };
  const claims = payloadOf(verified.payload);
  if (claims === undefined) return { fault: "malformed" };
  if (typeof claims.role !== "string" || typeof claims.exp !== "number") return { fault: "claims" };
  const secondsAgo = secondsSinceExpiry(claims.exp);
  if (secondsAgo !== undefined) return { fault: "expired", secondsAgo };
  return { claims: claims as Claims };
}

export const joinReasonOf = (fault: TokenFault): string =>
  fault.fault === "expired"
    ? `InvalidJWTToken: ${expiredReason(fault.secondsAgo)}`
    : tokenReasons[fault.fault].join;

export const refreshReasonOf = (fault: TokenFault): string =>
  fault.fault === "expired" ? expiredReason(fault.secondsAgo) : tokenReasons[fault.fault].refresh;

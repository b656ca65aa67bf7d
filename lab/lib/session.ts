import { SignJWT, jwtVerify } from "jose";
import { cookies } from "next/headers";
import { projects, users } from "../db/seed.ts";
import { lab } from "./lab.ts";

export type UserName = keyof typeof users;

export const COOKIE = "lab-session";
const HOUR_S = 3600;

const key = (): Uint8Array => new TextEncoder().encode(lab().jwtSecret);

export const isUser = (name: string): name is UserName => Object.hasOwn(users, name);

/** A token as Supabase Auth makes them: HS256, role and sub, an hour to live if nothing else is said (s). */
export async function signToken(
  claims: { role: string; sub?: string },
  lifeS = HOUR_S,
): Promise<string> {
  const { role, sub } = claims;
  const token = new SignJWT({ role, aud: role }).setProtectedHeader({ alg: "HS256", typ: "JWT" });
  if (sub) token.setSubject(sub);
  return await token
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifeS)
    .sign(key());
}

/** The user who is signed in, or null when there is none or the session is over. */
export async function readSession(): Promise<{
  id: string;
  name: string;
  project: string;
  token: string;
} | null> {
  const token = (await cookies()).get(COOKIE)?.value;
  if (!token) return null;
  try {
    const { payload } = await jwtVerify(token, key());
    const found = Object.entries(users).find(([, user]) => user.id === payload.sub);
    if (!found) return null;
    const [name, user] = found as [UserName, (typeof users)[UserName]];
    return { id: user.id, name: user.name, project: projects[name], token };
  } catch {
    return null;
  }
}

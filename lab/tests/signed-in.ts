/** In place of next/headers, which reads the request that Next serves: here Ada is always signed in. */
import { users } from "../db/seed.ts";
import { COOKIE, signToken } from "../lib/session.ts";

export async function cookies() {
  const value = await signToken({ role: "authenticated", sub: users.ada.id });
  return { get: (name: string) => (name === COOKIE ? { value } : undefined) };
}

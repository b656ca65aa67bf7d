import { SignJWT, jwtVerify } from "jose";
import { lab } from "./lab.ts";

const key = (): Uint8Array => new TextEncoder().encode(lab().jwtSecret);

/** The token of a signed URL as Supabase Storage makes them; this one is over when anyone asks for the file. */
export async function signature(name: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return await new SignJWT({ url: `images/${name}` })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt(now - 60)
    .setExpirationTime(now)
    .sign(key());
}

export const isSigned = async (name: string, token: string): Promise<boolean> =>
  await jwtVerify(token, key()).then(
    ({ payload }) => payload["url"] === `images/${name}`,
    () => false,
  );

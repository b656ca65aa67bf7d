import { has } from "../../../lib/lab.ts";
import { COOKIE, readSession, signToken } from "../../../lib/session.ts";

/** A fresh token for the one who is signed in. */
export async function POST(): Promise<Response> {
  const user = await readSession();
  if (!user) return Response.json({ error: "signed out" }, { status: 401 });
  if (has("realtime.short-token")) return Response.json({ error: "busy" }, { status: 503 });
  const token = await signToken({ role: "authenticated", sub: user.id });
  const headers = { "set-cookie": `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax` };
  return Response.json({ token }, { headers });
}

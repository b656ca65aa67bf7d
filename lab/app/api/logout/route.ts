import { COOKIE } from "../../../lib/session.ts";

/** Ends the session. */
export function POST(): Response {
  const headers = { "set-cookie": `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` };
  return Response.json({ ok: true }, { headers });
}

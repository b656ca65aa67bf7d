import { projects, users } from "../../../db/seed.ts";
import { COOKIE, isUser, signToken } from "../../../lib/session.ts";

/** Signs in one of the two users and goes to their project. */
export async function POST(request: Request): Promise<Response> {
  const name = (await request.formData()).get("user");
  if (typeof name !== "string" || !isUser(name)) {
    return Response.json({ error: "there are two users: ada and bob" }, { status: 400 });
  }
  const token = await signToken({ role: "authenticated", sub: users[name].id });
  return new Response(null, {
    status: 303,
    headers: {
      location: `/projects/${projects[name]}`,
      "set-cookie": `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax`,
    },
  });
}

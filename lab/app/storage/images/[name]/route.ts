import { readStored } from "../../../../lib/storage.ts";

/** What Supabase Storage says when the token of a signed URL is over. */
const EXPIRED = {
  statusCode: "403",
  error: "InvalidJWT",
  message: '"exp" claim timestamp check failed',
};

/** A stored picture, under its permanent URL. */
export async function GET(
  request: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token");
  const file = await readStored((await context.params).name, token);
  if (file === "refused") return Response.json(EXPIRED, { status: 403 });
  if (!file) return new Response("not found", { status: 404 });
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}

import { has } from "../../../../lib/lab.ts";
import { readStored } from "../../../../lib/storage.ts";

/** A stored picture, under its permanent URL. */
export async function GET(
  _: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  const file = has("image.404") ? null : await readStored((await context.params).name);
  if (!file) return new Response("not found", { status: 404 });
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}

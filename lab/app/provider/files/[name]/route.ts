import { has } from "../../../../lib/lab.ts";
import { paint } from "../../../../lib/png.ts";

/** The provider's temporary file: painted when it is asked for. */
export async function GET(
  _: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  // Whoever kept the URL asks too late.
  if (has("storage.temporary-url")) return new Response("Request has expired", { status: 403 });
  const { name } = await context.params;
  return new Response(new Uint8Array(paint(decodeURIComponent(name))), {
    headers: { "content-type": "image/png" },
  });
}

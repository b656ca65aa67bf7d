import { paint } from "../../../../lib/png.ts";

/** The provider's temporary file: painted when it is asked for. */
export async function GET(
  _: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  const { name } = await context.params;
  return new Response(new Uint8Array(paint(decodeURIComponent(name))), {
    headers: { "content-type": "image/png" },
  });
}

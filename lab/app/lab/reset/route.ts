import { lab } from "../../../lib/lab.ts";

/** Takes jobs and pictures away. */
export async function POST(): Promise<Response> {
  await lab().reset();
  return Response.json({ ok: true });
}

import { lab } from "../../../lib/lab.ts";

/** `{step}`: answers when the log has a line of that step since the last reset; 409 when the next one comes before. */
export async function POST(request: Request): Promise<Response> {
  const { step } = (await request.json()) as { step: string };
  const ok = await lab().reached(step);
  return Response.json({ ok }, { status: ok ? 200 : 409 });
}

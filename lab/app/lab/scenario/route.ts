import { lab } from "../../../lib/lab.ts";
import { findScenario } from "../../../scenarios.ts";

export const GET = (): Response => Response.json(lab().scenario);

/** `{name}`: switches to that scenario; pages that are open keep the client they were given until they reload. */
export async function POST(request: Request): Promise<Response> {
  const { name } = (await request.json()) as { name?: string };
  const scenario = findScenario(name ?? "");
  if (!scenario) return Response.json({ error: `there is no scenario ${name}` }, { status: 404 });
  await lab().use(scenario);
  return Response.json(scenario);
}

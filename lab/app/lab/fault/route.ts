import { lab, type Change } from "../../../lib/lab.ts";
import { faults } from "../../../scenarios.ts";

/** `{on, off}`: switches faults while a page runs. What waits for one that is off goes on. */
export async function POST(request: Request): Promise<Response> {
  const change = (await request.json()) as Change;
  const unknown = [change.on, change.off].flatMap((names = []) =>
    names.filter((name) => !Object.hasOwn(faults, name)),
  );
  if (unknown.length > 0) {
    return Response.json({ error: `there is no fault ${unknown.join(", ")}` }, { status: 404 });
  }
  await lab().turn(change);
  return Response.json({ faults: [...lab().faults] });
}

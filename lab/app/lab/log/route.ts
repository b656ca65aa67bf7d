import { lines } from "../../../log.ts";

/** The lines after number `since`. */
export function GET(request: Request): Response {
  const since = Number(new URL(request.url).searchParams.get("since") ?? 0);
  return Response.json(lines(Number.isNaN(since) ? 0 : since));
}

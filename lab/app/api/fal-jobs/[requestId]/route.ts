import { findJob } from "../../../../lib/jobs.ts";
import { readSession } from "../../../../lib/session.ts";

/** The job of a request, in camelCase. */
export async function GET(
  _: Request,
  context: { params: Promise<{ requestId: string }> },
): Promise<Response> {
  const user = await readSession();
  if (!user) return Response.json({ error: "signed out" }, { status: 401 });
  const job = await findJob((await context.params).requestId);
  if (!job || job.user_id !== user.id)
    return Response.json({ error: "no such job" }, { status: 404 });
  const {
    id,
    request_id,
    user_id,
    model_id,
    type,
    status,
    input,
    result,
    error,
    created_at,
    completed_at,
  } = job;
  return Response.json({
    id,
    requestId: request_id,
    userId: user_id,
    modelId: model_id,
    type,
    status,
    input,
    result,
    error,
    createdAt: created_at,
    completedAt: completed_at,
  });
}

import { log } from "../log.ts";
import { has, lab } from "./lab.ts";

export interface NewJob {
  requestId: string;
  userId: string;
  modelId: string;
  input: Input;
}

interface Input {
  prompt: string;
  /** Where the picture belongs. */
  _metadata?: { nodeId: string; projectId: string };
  /** A picture to start from, base64. */
  reference?: string;
}

export interface JobRow {
  id: string;
  request_id: string;
  user_id: string;
  model_id: string;
  type: string;
  status: "pending" | "completed" | "failed";
  input: Input;
  result: { images: { url: string }[] } | null;
  error: string | null;
  created_at: Date | string;
  completed_at: Date | string | null;
}

/** So big that a row fits into one broadcast and an UPDATE, which sends the old row too, does not. */
const REFERENCE_BYTES = 140_000;

/** What is written to the row. */
function inputOf({ input }: NewJob): Input {
  const { _metadata, ...rest } = input;
  return {
    ...rest,
    ...(_metadata && !has("job.no-metadata") && { _metadata }),
    ...(has("job.huge-input") && { reference: "A".repeat(REFERENCE_BYTES) }),
  };
}

/** INSERT into fal_jobs. Returns the new row's id. */
export async function createFalJob(job: NewJob, flow: "v1" | "v2"): Promise<string> {
  const id = crypto.randomUUID();
  // A type that the table's check refuses, and a catch that tells nobody.
  const type = has("job.insert-swallowed") ? "no-such-type" : "image";
  try {
    await lab().db.query(
      `insert into fal_jobs (id, request_id, user_id, model_id, type, status, input)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
      [id, job.requestId, job.userId, job.modelId, type, "pending", JSON.stringify(inputOf(job))],
    );
    log({ step: "C2", event: "job inserted", jobId: id, requestId: job.requestId, flow, ok: true });
  } catch (error) {
    log({
      step: "C2",
      event: "job inserted",
      jobId: id,
      requestId: job.requestId,
      flow,
      ok: false,
      detail: String(error),
    });
    if (!has("job.insert-swallowed")) throw error;
  }
  return id;
}

/** The job of a request, or null. */
export async function findJob(requestId: string): Promise<JobRow | null> {
  const { rows } = await lab().db.query<JobRow>("select * from fal_jobs where request_id = $1", [
    requestId,
  ]);
  return rows[0] ?? null;
}

/** UPDATE of fal_jobs to completed (`url`) or failed (`error`). Returns the row, or null when no row matched. */
export async function updateJobWithResult(
  requestId: string,
  outcome: { url: string } | { error: string },
  flow: "v1" | "v2",
): Promise<JobRow | null> {
  const ok = "url" in outcome;
  const done = ok ? "completed" : "failed";
  const { rows } = await lab().db.query<JobRow>(
    `update fal_jobs set status = $2, result = $3::jsonb, error = $4, completed_at = now()
     where request_id = $1 returning *`,
    [
      has("job.update-misses") ? `${requestId}-other` : requestId,
      has("job.stays-pending") ? "pending" : done,
      ok ? JSON.stringify({ images: [{ url: outcome.url }] }) : null,
      ok ? null : outcome.error,
    ],
  );
  const line = { step: "U3", event: "job updated", requestId, flow };
  log(
    rows[0]
      ? { ...line, jobId: rows[0].id, ok: true }
      : { ...line, ok: false, detail: "no row matched" },
  );
  return rows[0] ?? null;
}

import { log } from "../../../../log.ts";
import { updateJobWithResult } from "../../../../lib/jobs.ts";
import { updateProjectNode } from "../../../../lib/projects.ts";
import { KieProvider } from "../../../../lib/providers/kie.ts";
import { uploadImageToStorage } from "../../../../lib/storage.ts";

const provider = new KieProvider();

/** v1: the whole of it in the route. */
export async function POST(request: Request): Promise<Response> {
  const result = provider.readWebhook(await request.text(), request.headers);
  if (!result) {
    log({ step: "U1", event: "webhook refused", flow: "v1", ok: false, detail: "bad signature" });
    return Response.json({ error: "bad signature" }, { status: 401 });
  }
  const { requestId } = result;
  log({ step: "U1", event: "webhook received", requestId, flow: "v1", ok: true });
  if ("error" in result) {
    await updateJobWithResult(requestId, { error: result.error }, "v1");
    return Response.json({ ok: true });
  }
  try {
    const url = await uploadImageToStorage(result.imageUrl, { requestId, flow: "v1" });
    const job = await updateJobWithResult(requestId, { url }, "v1");
    if (job?.status === "completed") {
      await updateProjectNode(job.input._metadata, { url, requestId, flow: "v1" });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await updateJobWithResult(requestId, { error: message }, "v1");
  }
  return Response.json({ ok: true });
}

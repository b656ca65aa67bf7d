import { log } from "../../log.ts";
import { updateJobWithResult } from "../jobs.ts";
import { updateProjectNode } from "../projects.ts";
import type { ImageProviderBase } from "../providers/image-provider-base.ts";
import { uploadImageToStorage } from "../storage.ts";

/** What v2 does with the webhook of any provider: check, store, complete the job, write the node. */
export async function handleImageWebhook(
  provider: ImageProviderBase,
  request: Request,
): Promise<Response> {
  const result = provider.readWebhook(await request.text(), request.headers);
  if (!result) {
    log({ step: "U1", event: "webhook refused", flow: "v2", ok: false, detail: "bad signature" });
    return Response.json({ error: "bad signature" }, { status: 401 });
  }
  const { requestId } = result;
  log({ step: "U1", event: "webhook received", requestId, flow: "v2", ok: true });
  const outcome =
    "error" in result
      ? result
      : await uploadImageToStorage(result.imageUrl, { requestId, flow: "v2" }).then(
          (url) => ({ url }),
          (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
        );
  const job = await updateJobWithResult(requestId, outcome, "v2");
  if (job?.status === "completed" && "url" in outcome) {
    await updateProjectNode(job.input._metadata, { url: outcome.url, requestId, flow: "v2" });
  }
  return Response.json({ ok: true });
}

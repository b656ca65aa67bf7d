import { createHmac, timingSafeEqual } from "node:crypto";
import { log } from "../../log.ts";
import { has, lab } from "../lab.ts";
import { ImageProviderBase, type ImageRequest, type WebhookResult } from "./image-provider-base.ts";

const SIGNATURE = "x-kie-signature";
const SECRET = "lab-webhook-secret";

const sign = (body: string, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("hex");

/** A stand-in for KIE.ai: answers with a task id, thinks for a while, then calls the webhook with a temporary URL. */
export class KieProvider extends ImageProviderBase {
  readonly models = ["google/nano-banana", "google/nano-banana-edit"];

  async generateImage({ prompt, webhookUrl }: ImageRequest): Promise<{ requestId: string }> {
    const requestId = `kie_${crypto.randomUUID()}`;
    if (!has("webhook.never")) {
      lab().later(() => callBack(webhookUrl, requestId, prompt));
    }
    return await Promise.resolve({ requestId });
  }

  readWebhook(body: string, headers: Headers): WebhookResult | null {
    const given = Buffer.from(headers.get(SIGNATURE) ?? "", "hex");
    const wanted = Buffer.from(sign(body, SECRET), "hex");
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
    const { data } = JSON.parse(body) as {
      data: { taskId: string; state: "success" | "fail"; resultJson?: string; failMsg?: string };
    };
    const { resultUrls = [] } = JSON.parse(data.resultJson ?? "{}") as { resultUrls?: string[] };
    const [imageUrl] = resultUrls;
    if (data.state !== "success" || !imageUrl) {
      return { requestId: data.taskId, error: data.failMsg ?? "the provider made no image" };
    }
    return { requestId: data.taskId, imageUrl };
  }
}

async function callBack(url: string, requestId: string, prompt: string): Promise<void> {
  const file = `${lab().origin}/provider/files/${encodeURIComponent(`${prompt} ${requestId}`)}.png`;
  const data = {
    taskId: requestId,
    state: "success",
    resultJson: JSON.stringify({ resultUrls: [file] }),
  };
  const body = JSON.stringify({ code: 200, msg: "ok", data });
  const secret = has("webhook.bad-signature") ? "another-secret" : SECRET;
  const headers = { "content-type": "application/json", [SIGNATURE]: sign(body, secret) };
  try {
    await fetch(url, { method: "POST", headers, body });
  } catch (error) {
    log({ step: "U1", event: "webhook not reached", requestId, ok: false, detail: String(error) });
  }
}

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
      lab().later(() => finish(webhookUrl, requestId, prompt));
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

/** How much of the prompt goes into the name of the file. */
const NAME_LENGTH = 80;

/** Says once that the picture is there; with faults never, twice, or twice and then otherwise. */
async function finish(url: string, requestId: string, prompt: string): Promise<void> {
  if (!(await lab().released("webhook.held"))) return;
  const name = encodeURIComponent(`${prompt.slice(0, NAME_LENGTH)} ${requestId}`);
  const resultJson = JSON.stringify({ resultUrls: [`${host()}/provider/files/${name}.png`] });
  const success = { taskId: requestId, state: "success", resultJson };
  const fail = { taskId: requestId, state: "fail", failMsg: "the task timed out" };
  await callBack(url, success);
  if (has("webhook.twice")) await callBack(url, success);
  if (has("webhook.fails-after-success")) await callBack(url, fail);
}

/** The provider's files have another host than the storage, as in life; both names are of this server. */
const host = (): string => lab().origin.replace("127.0.0.1", "localhost");

async function callBack(url: string, data: { taskId: string }): Promise<void> {
  const body = JSON.stringify({ code: 200, msg: "ok", data });
  const secret = has("webhook.bad-signature") ? "another-secret" : SECRET;
  const headers = { "content-type": "application/json", [SIGNATURE]: sign(body, secret) };
  try {
    await fetch(url, { method: "POST", headers, body });
  } catch (error) {
    const { taskId: requestId } = data;
    log({ step: "U1", event: "webhook not reached", requestId, ok: false, detail: String(error) });
  }
}

import { KieProvider } from "../../../../lib/providers/kie.ts";
import { handleImageWebhook } from "../../../../lib/webhooks/image-webhook-handler.ts";

const provider = new KieProvider();

/** v2: the handler is shared by all providers; Next mounts this under /api/webhooks/kie/v2. */
export const POST = (request: Request): Promise<Response> => handleImageWebhook(provider, request);

export interface ImageRequest {
  prompt: string;
  modelId: string;
  /** Where the provider reports the result. */
  webhookUrl: string;
}

/** What a webhook said, whatever the provider calls it. */
export type WebhookResult =
  | { requestId: string; imageUrl: string }
  | { requestId: string; error: string };

/** One image provider. A second one is one more file and one more line in factory.ts. */
export abstract class ImageProviderBase {
  abstract readonly models: readonly string[];
  /** Starts a generation and returns the provider's request id. */
  abstract generateImage(request: ImageRequest): Promise<{ requestId: string }>;
  /** Checks the signature of a webhook's raw body and reads it; null when it is not the provider's. */
  abstract readWebhook(body: string, headers: Headers): WebhookResult | null;
}

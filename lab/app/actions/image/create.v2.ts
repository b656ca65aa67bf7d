"use server";

import { log } from "../../../log.ts";
import { createFalJob } from "../../../lib/jobs.ts";
import { has, lab } from "../../../lib/lab.ts";
import { providerOf } from "../../../lib/providers/factory.ts";
import { readSession } from "../../../lib/session.ts";
import type { GenerateParams } from "./create.ts";

export type V2Answer =
  | { state: { status: "generating"; jobId: string; requestId: string } }
  | { error: string };

/** The provider gave no task, and nobody looked. */
const WITHOUT_IDS = { state: { status: "generating" } } as V2Answer;

/** v2: the same job through the provider's interface; the answer is the node's state. */
export async function generateImageActionV2(params: GenerateParams): Promise<V2Answer> {
  const { prompt, modelId, nodeId, projectId } = params;
  const ok = !has("action.throws") && !has("action.error");
  log({ step: "C1", event: "generateImageActionV2", projectId, flow: "v2", ok });
  if (has("action.throws")) throw new Error("the provider's key is missing");
  if (has("action.error")) return { error: "You have no credits left." };
  if (has("action.no-job-id")) return WITHOUT_IDS;
  const user = await readSession();
  if (!user) return { error: "You are signed out." };
  const provider = providerOf(modelId);
  const webhookUrl = `${lab().origin}/api/webhooks/kie/v2`;
  const { requestId } = await provider.generateImage({ prompt, modelId, webhookUrl });
  const input = { prompt, _metadata: { nodeId, projectId } };
  const jobId = await createFalJob({ requestId, userId: user.id, modelId, input }, "v2");
  return { state: { status: "generating", jobId, requestId } };
}

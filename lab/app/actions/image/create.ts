"use server";

import { log } from "../../../log.ts";
import { createFalJob } from "../../../lib/jobs.ts";
import { has, lab } from "../../../lib/lab.ts";
import { providerOf } from "../../../lib/providers/factory.ts";
import { readSession } from "../../../lib/session.ts";

export interface GenerateParams {
  prompt: string;
  modelId: string;
  nodeId: string;
  projectId: string;
}

export type V1Answer =
  | { nodeData: { loading: true; jobId: string; requestId: string } }
  | { error: string };

/** The provider gave no task, and nobody looked. */
const WITHOUT_IDS = { nodeData: { loading: true } } as V1Answer;

/** v1: starts a generation for a node and answers with what the node shows meanwhile. */
export async function generateImageAction(params: GenerateParams): Promise<V1Answer> {
  const { prompt, modelId, nodeId, projectId } = params;
  const ok = !has("action.throws") && !has("action.error");
  log({ step: "C1", event: "generateImageAction", projectId, flow: "v1", ok });
  if (has("action.throws")) throw new Error("the provider's key is missing");
  if (has("action.error")) return { error: "You have no credits left." };
  if (has("action.no-job-id")) return WITHOUT_IDS;
  const user = await readSession();
  if (!user) return { error: "You are signed out." };
  const webhookUrl = `${lab().origin}/api/webhooks/kie`;
  const { requestId } = await providerOf(modelId).generateImage({ prompt, modelId, webhookUrl });
  const input = { prompt, _metadata: { nodeId, projectId } };
  const jobId = await createFalJob({ requestId, userId: user.id, modelId, input }, "v1");
  return { nodeData: { loading: true, jobId, requestId } };
}

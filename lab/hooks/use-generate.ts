"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { generateImageAction, type GenerateParams } from "../app/actions/image/create.ts";
import { generateImageActionV2 } from "../app/actions/image/create.v2.ts";
import type { Flow } from "../scenarios/scenario.ts";
import type { Stages } from "./stages.ts";
import { saveProject, type Project } from "./use-project.ts";

/** Asks the action of the flow; gives the request id, or throws what the user should read. */
async function start(flow: Flow, params: GenerateParams): Promise<string> {
  const answer =
    flow === "v1" ? await generateImageAction(params) : await generateImageActionV2(params);
  if ("error" in answer) throw new Error(answer.error);
  return "nodeData" in answer ? answer.nodeData.requestId : answer.state.requestId;
}

/** What Generate does, and by node the request that is on its way. */
export function useGenerate(
  project: Project | undefined,
  flow: Flow,
  stages: Stages,
  savesOldCopy: boolean,
) {
  const [busy, setBusy] = useState<Record<string, string>>({});
  const latest = useRef(project);
  useEffect(() => {
    latest.current = project;
  }, [project]);

  const generate = useCallback(
    async (nodeId: string): Promise<void> => {
      const { id: projectId, content } = latest.current ?? {};
      const node = content?.nodes.find(({ id }) => id === nodeId);
      if (!projectId || !node) return;
      const { prompt, modelId } = node.data;
      setBusy((before) => ({ ...before, [nodeId]: "asking" }));
      if (savesOldCopy) saveProject(projectId, { content });
      try {
        await stages.announce("asked");
        const requestId = await start(flow, { prompt, modelId, nodeId, projectId });
        setBusy((before) => ({ ...before, [nodeId]: requestId }));
        await stages.announce("answered");
      } catch (problem) {
        setBusy((before) =>
          Object.fromEntries(Object.entries(before).filter(([id]) => id !== nodeId)),
        );
        toast.error("The image was not generated", {
          description: problem instanceof Error ? problem.message : "",
        });
      }
    },
    [flow, stages, savesOldCopy],
  );
  return { busy, generate };
}

"use client";

import { Background, ReactFlow, applyNodeChanges, type NodeChange } from "@xyflow/react";
import Link from "next/link";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import useSWR from "swr";
import { generateImageAction, type GenerateParams } from "../app/actions/image/create.ts";
import { generateImageActionV2 } from "../app/actions/image/create.v2.ts";
import { useProjectRealtime } from "../hooks/use-project-realtime.ts";
import { useQueueMonitor } from "../hooks/use-queue-monitor.ts";
import type { Content } from "../lib/content.ts";
import { connect, type Connection } from "../lib/supabase.ts";
import type { FaultName } from "../scenarios.ts";
import { ForgetfulImageNode, ImageNode, NodeActions, type ImageFlowNode } from "./image-node.tsx";
import { Queue } from "./queue.tsx";

interface Props {
  projectId: string;
  user: { id: string; name: string };
  connection: Connection;
  scenario: { name: string; flow: "v1" | "v2"; faults: FaultName[] };
}

interface Project {
  id: string;
  name: string;
  content: Content;
}

async function fetchJson(path: string): Promise<Project> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Project;
}

/** Asks the action of the flow; gives the request id, or throws what the user should read. */
async function start(flow: "v1" | "v2", params: GenerateParams): Promise<string> {
  const answer =
    flow === "v1" ? await generateImageAction(params) : await generateImageActionV2(params);
  if ("error" in answer) throw new Error(answer.error);
  return "nodeData" in answer ? answer.nodeData.requestId : answer.state.requestId;
}

export function Studio({ projectId, user, connection, scenario }: Props) {
  const { faults } = scenario;
  const [client] = useState(() => connect(connection));
  const [flow, setFlow] = useState(scenario.flow);
  const { data, error } = useSWR<Project, Error>(`/api/projects/${projectId}`, fetchJson, {
    revalidateOnFocus: faults.includes("client.focus-revalidation"),
    dedupingInterval: 0,
    shouldRetryOnError: false,
  });
  const queue = useQueueMonitor(client, user.id, faults);
  const project = useProjectRealtime(client, projectId, faults);

  const [busy, setBusy] = useState<Record<string, string>>({});
  /** What React Flow measured and the user dragged, by node. */
  const [moved, setMoved] = useState<Record<string, Partial<ImageFlowNode>>>({});
  const nodeTypes = useMemo(
    () => ({
      image: faults.includes("client.memo-ignores-image") ? ForgetfulImageNode : ImageNode,
    }),
    [faults],
  );

  const nodes = useMemo<ImageFlowNode[]>(
    () =>
      (data?.content.nodes ?? []).map((node) => ({
        ...node,
        ...moved[node.id],
        type: "image" as const,
        data: {
          ...node.data,
          busy: busy[node.id] !== undefined && busy[node.id] !== node.data.requestId,
        },
      })),
    [data, busy, moved],
  );

  const content = useRef(data?.content);
  useEffect(() => {
    content.current = data?.content;
  }, [data]);
  const generate = useCallback(
    async (nodeId: string) => {
      const node = content.current?.nodes.find(({ id }) => id === nodeId);
      if (!node) return;
      const { prompt, modelId } = node.data;
      setBusy((before) => ({ ...before, [nodeId]: "asking" }));
      try {
        const requestId = await start(flow, { prompt, modelId, nodeId, projectId });
        setBusy((before) => ({ ...before, [nodeId]: requestId }));
      } catch (problem) {
        setBusy((before) =>
          Object.fromEntries(Object.entries(before).filter(([id]) => id !== nodeId)),
        );
        toast.error("The image was not generated", {
          description: problem instanceof Error ? problem.message : "",
        });
      }
    },
    [flow, projectId],
  );
  const actions = useMemo(
    () => ({ generate: (id: string) => void generate(id), faults }),
    [generate, faults],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<ImageFlowNode>[]) => {
      const changed = applyNodeChanges(changes, nodes);
      setMoved(
        Object.fromEntries(
          changed.map(({ id, position, measured, selected, dragging }) => [
            id,
            {
              position,
              ...(measured && { measured }),
              selected: selected ?? false,
              dragging: dragging ?? false,
            },
          ]),
        ),
      );
    },
    [nodes],
  );
  const save = useCallback(() => {
    const positions = Object.fromEntries(nodes.map(({ id, position }) => [id, position]));
    const headers = { "content-type": "application/json" };
    void fetch(`/api/projects/${projectId}`, {
      method: "PUT",
      headers,
      body: JSON.stringify({ positions }),
    });
  }, [nodes, projectId]);

  const live = nodes.length > 0 && queue.settled && project.settled;
  return (
    <main className="studio" data-live={live}>
      <header>
        <b>{data?.name ?? "…"}</b>
        <span data-realtime={queue.error || project.error ? "error" : live ? "live" : "connecting"}>
          {queue.error || project.error ? "not live" : live ? "live" : "connecting"}
        </span>
        <select
          aria-label="Flow"
          value={flow}
          onChange={(event) => setFlow(event.target.value as "v1" | "v2")}
        >
          <option value="v1">v1</option>
          <option value="v2">v2</option>
        </select>
        <button
          type="button"
          data-testid="generate-all"
          onClick={() => nodes.forEach(({ id }) => void generate(id))}
        >
          Generate all {nodes.length}
        </button>
        <Link href="/lab">{scenario.name}</Link>
        <span>{user.name}</span>
      </header>
      <section className="canvas">
        {error && !data && <p className="problem">{error.message}</p>}
        <NodeActions value={actions}>
          <ReactFlow
            nodes={nodes}
            edges={data?.content.edges ?? []}
            nodeTypes={nodeTypes}
            onNodesChange={onNodesChange}
            onNodeDragStop={save}
            fitView
            minZoom={0.1}
          >
            <Background />
          </ReactFlow>
        </NodeActions>
      </section>
      <Queue jobs={queue.jobs} />
    </main>
  );
}

"use client";

import { Background, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { pick } from "../hooks/faults/pick.ts";
import { useNodes } from "../hooks/use-nodes.ts";
import type { Project } from "../hooks/use-project.ts";
import type { FaultName } from "../scenarios.ts";
import { ImageNode, NodeActions, nodeViews } from "./image-node.tsx";

interface Props {
  project: Project | undefined;
  error: Error | undefined;
  busy: Record<string, string>;
  generate: (nodeId: string) => void;
  faults: readonly FaultName[];
}

export function Canvas({ project, error, busy, generate, faults }: Props) {
  const { nodes, onNodesChange, save } = useNodes(project, busy);
  const nodeTypes = useMemo(() => ({ image: pick(nodeViews, faults, ImageNode) }), [faults]);
  const actions = useMemo(
    () => ({ generate, isPatient: !faults.includes("client.generates-twice") }),
    [generate, faults],
  );
  return (
    <section className="canvas">
      {error && !project && <p className="problem">{error.message}</p>}
      <NodeActions value={actions}>
        <ReactFlow
          nodes={nodes}
          edges={project?.content.edges ?? []}
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
  );
}

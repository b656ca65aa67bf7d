"use client";

import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";
import type { ImageFlowNode } from "../components/image-node.tsx";
import { saveProject, type Project } from "./use-project.ts";

/** The project's nodes as React Flow wants them, and what the user does to them. */
export function useNodes(project: Project | undefined, busy: Record<string, string>) {
  /** What React Flow measured and the user dragged, by node. */
  const [moved, setMoved] = useState<Record<string, Partial<ImageFlowNode>>>({});
  const nodes = useMemo<ImageFlowNode[]>(
    () =>
      (project?.content.nodes ?? []).map((node) => ({
        ...node,
        ...moved[node.id],
        type: "image" as const,
        data: {
          ...node.data,
          busy: busy[node.id] !== undefined && busy[node.id] !== node.data.requestId,
        },
      })),
    [project, busy, moved],
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
  const id = project?.id;
  const save = useCallback(() => {
    if (id === undefined) return;
    saveProject(id, {
      positions: Object.fromEntries(nodes.map((node) => [node.id, node.position])),
    });
  }, [nodes, id]);
  return { nodes, onNodesChange, save };
}

"use client";

import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { createContext, memo, use } from "react";
import type { FaultName } from "../scenarios.ts";
import type { NodeData } from "../lib/content.ts";

export type ImageFlowNode = Node<NodeData & { busy: boolean }, "image">;

/** What a node can do, and how it is broken. */
export const NodeActions = createContext<{
  generate(id: string): void;
  faults: readonly FaultName[];
}>({
  generate: () => undefined,
  faults: [],
});

function ImageNodeView({ id, data }: NodeProps<ImageFlowNode>) {
  const { generate } = use(NodeActions);
  const { prompt, generated, busy } = data;
  return (
    <article className="node" data-busy={busy}>
      <Handle type="target" position={Position.Left} />
      <div className="picture">
        {generated ? (
          <img src={generated.url} alt={prompt} width={200} height={200} />
        ) : (
          <span>{busy ? "…" : ""}</span>
        )}
      </div>
      <p title={prompt}>{prompt}</p>
      <button
        type="button"
        data-testid={`generate-${id}`}
        disabled={busy}
        onClick={() => generate(id)}
      >
        {busy ? "Generating" : "Generate"}
      </button>
      <Handle type="source" position={Position.Right} />
    </article>
  );
}

export const ImageNode = memo(ImageNodeView);

/** The same with a comparator that forgot everything but the id. */
export const ForgetfulImageNode = memo(ImageNodeView, (before, after) => before.id === after.id);

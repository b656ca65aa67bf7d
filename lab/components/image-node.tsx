"use client";

import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { createContext, memo, use, type ComponentType } from "react";
import type { Table } from "../hooks/faults/pick.ts";
import type { NodeData } from "../lib/content.ts";

export type ImageFlowNode = Node<NodeData & { busy: boolean }, "image">;

/** What a node can do. */
export const NodeActions = createContext<{
  generate(id: string): void;
  /** Whether a node that is busy can be asked again. */
  isPatient: boolean;
}>({
  generate: () => undefined,
  isPatient: true,
});

type PictureOf = (data: NodeData) => { url: string } | undefined;

/** A node that shows the picture that `pictureOf` finds in its data. */
const nodeWith = (pictureOf: PictureOf) =>
  function ImageNodeView({ id, data }: NodeProps<ImageFlowNode>) {
    const { generate, isPatient } = use(NodeActions);
    const { prompt, busy } = data;
    const picture = pictureOf(data);
    return (
      <article className="node" data-busy={busy}>
        <Handle type="target" position={Position.Left} />
        <div className="picture">
          {picture ? (
            <img src={picture.url} alt={prompt} width={200} height={200} />
          ) : (
            <span>{busy ? "…" : ""}</span>
          )}
        </div>
        <p title={prompt}>{prompt}</p>
        <button
          type="button"
          data-testid={`generate-${id}`}
          disabled={busy && isPatient}
          onClick={() => generate(id)}
        >
          {busy ? "Generating" : "Generate"}
        </button>
        <Handle type="source" position={Position.Right} />
      </article>
    );
  };

const ImageNodeView = nodeWith(({ generated }) => generated);

export const ImageNode = memo(ImageNodeView);

type NodeView = ComponentType<NodeProps<ImageFlowNode>>;

export const nodeViews: Table<NodeView> = {
  // A comparator that forgot everything but the id.
  "client.memo-ignores-image": memo(ImageNodeView, (before, after) => before.id === after.id),
  // A field that an earlier version of the project had.
  "client.node-reads-other-field": memo(
    nodeWith(({ preview }) => preview as { url: string } | undefined),
  ),
  // The pictures are in the gallery.
  "client.lazy-gallery": memo(nodeWith(() => undefined)),
};

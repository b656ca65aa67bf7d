/** `projects.content`, shared by server and client. */
export interface NodeData extends Record<string, unknown> {
  prompt: string;
  modelId: string;
  generated?: { url: string; type: string };
  loading?: boolean;
  status?: string;
  requestId?: string;
  updatedAt?: string;
}

interface ContentNode {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: NodeData;
}

export interface Content {
  nodes: ContentNode[];
  edges: { id: string; source: string; target: string }[];
  viewport: { x: number; y: number; zoom: number };
}

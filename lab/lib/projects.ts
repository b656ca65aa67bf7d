import { log } from "../log.ts";
import { broadcastEarly } from "./broadcast-early.ts";
import type { Content } from "./content.ts";
import { has, lab } from "./lab.ts";

export interface ProjectRow {
  id: string;
  user_id: string;
  name: string;
  content: Content;
  updated_at: Date | string;
}

/** The project, or null. */
export async function findProject(id: string): Promise<ProjectRow | null> {
  const { rows } = await lab().db.query<ProjectRow>("select * from projects where id = $1", [id]);
  return rows[0] ?? null;
}

/**
 * Changes the content of a project under a row lock, so that two changes at once do not undo each other. False when
 * there is no such project, or when `edit` gives null: then nothing is written.
 */
export async function editContent(
  id: string,
  edit: (content: Content) => Content | null,
): Promise<boolean> {
  return await lab().db.transaction(async (tx) => {
    const { rows } = await tx.query<ProjectRow>("select * from projects where id = $1 for update", [
      id,
    ]);
    const content = rows[0] && edit(rows[0].content);
    if (!content) return false;
    await tx.query("update projects set content = $2::jsonb, updated_at = now() where id = $1", [
      id,
      JSON.stringify(content),
    ]);
    return true;
  });
}

interface Result {
  url: string;
  requestId: string;
  flow: "v1" | "v2";
}

const writeNode =
  (nodeId: string, { url, requestId }: Result) =>
  (content: Content): Content | null => {
    if (!content.nodes.some(({ id }) => id === nodeId)) return null;
    const data = {
      generated: { url, type: "image" },
      loading: false,
      status: "completed",
      requestId,
      updatedAt: new Date().toISOString(),
    };
    return {
      ...content,
      nodes: content.nodes.map((node) =>
        node.id === nodeId ? { ...node, data: { ...node.data, ...data } } : node,
      ),
    };
  };

/** Writes the picture into the node's `data.generated`. */
export async function updateProjectNode(
  metadata: { projectId: string; nodeId: string } | undefined,
  result: Result,
): Promise<void> {
  const { requestId, flow } = result;
  const line = { step: "U7", requestId, flow };
  if (!metadata || has("project.update-skipped")) {
    log({ ...line, event: "project node not updated", ok: false });
    return;
  }
  if (!(await lab().released("project.held"))) return;
  const { projectId } = metadata;
  const nodeId = has("project.node-not-found") ? `${metadata.nodeId}-copy` : metadata.nodeId;
  const edit = writeNode(nodeId, result);
  if (has("project.broadcast-before-commit")) {
    const before = await findProject(projectId);
    const after = before && edit(before.content);
    if (after && !(await broadcastEarly(before, after))) return;
  }
  const ok = await editContent(projectId, edit);
  log({ ...line, event: "project node updated", projectId, ok });
}

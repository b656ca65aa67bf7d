import { log } from "../log.ts";
import { has, lab } from "./lab.ts";
import type { Content } from "./content.ts";

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

/** Changes the content of a project under a row lock, so that two changes at once do not undo each other. */
export async function editContent(
  id: string,
  edit: (content: Content) => Content,
): Promise<boolean> {
  return await lab().db.transaction(async (tx) => {
    const { rows } = await tx.query<ProjectRow>("select * from projects where id = $1 for update", [
      id,
    ]);
    const project = rows[0];
    if (!project) return false;
    await tx.query("update projects set content = $2::jsonb, updated_at = now() where id = $1", [
      id,
      JSON.stringify(edit(project.content)),
    ]);
    return true;
  });
}

/** Writes the picture into the node's `data.generated`. */
export async function updateProjectNode(
  { projectId, nodeId }: { projectId: string; nodeId: string },
  { url, requestId, flow }: { url: string; requestId: string; flow: "v1" | "v2" },
): Promise<void> {
  if (has("project.update-skipped")) {
    log({ step: "U7", event: "project node not updated", projectId, requestId, flow, ok: false });
    return;
  }
  const updatedAt = new Date().toISOString();
  const data = {
    generated: { url, type: "image" },
    loading: false,
    status: "completed",
    requestId,
    updatedAt,
  };
  const ok = await editContent(projectId, (content) => ({
    ...content,
    nodes: content.nodes.map((node) =>
      node.id === nodeId ? { ...node, data: { ...node.data, ...data } } : node,
    ),
  }));
  log({ step: "U7", event: "project node updated", projectId, requestId, flow, ok });
}

import { has, lab } from "../../../../lib/lab.ts";
import type { Content } from "../../../../lib/content.ts";
import { readProject } from "../../../../lib/project-reads.ts";
import { editContent, findProject } from "../../../../lib/projects.ts";
import { readSession } from "../../../../lib/session.ts";

type Context = { params: Promise<{ id: string }> };

/** The project, in camelCase. */
export async function GET(_: Request, context: Context): Promise<Response> {
  const user = await readSession();
  const { id } = await context.params;
  if (!user) return Response.json({ error: "signed out" }, { status: 401 });
  const { project, headers } = await readProject(id);
  if (!project || project.user_id !== user.id) {
    return Response.json({ error: "no such project" }, { status: 404 });
  }
  const pictures = project.content.nodes.filter((node) => node.data.generated).length;
  if (has("project-api.500") && pictures > 0) {
    return Response.json({ error: "the replica is gone" }, { status: 500 });
  }
  const { name, content, updated_at } = project;
  return Response.json({ id, name, content, updatedAt: updated_at }, { headers });
}

type Positions = Record<string, { x: number; y: number }>;

const move =
  (positions: Positions) =>
  (content: Content): Content => ({
    ...content,
    nodes: content.nodes.map((node) => ({
      ...node,
      position: positions[node.id] ?? node.position,
    })),
  });

/**
 * Autosave: the positions of nodes, and nothing that another writer may have changed meanwhile; or, as
 * `client.autosave-old-copy` does it, the whole content as the page last saw it.
 */
export async function PUT(request: Request, context: Context): Promise<Response> {
  const user = await readSession();
  const { id } = await context.params;
  const project = await findProject(id);
  if (!user || project?.user_id !== user.id)
    return Response.json({ error: "no such project" }, { status: 404 });
  const body = (await request.json()) as { positions: Positions } | { content: Content };
  const isSlow = "content" in body && has("project-api.slow-autosave");
  if (isSlow && !(await lab().reached("U7"))) {
    return Response.json({ error: "the lab was reset" }, { status: 409 });
  }
  await editContent(id, "content" in body ? () => body.content : move(body.positions));
  return Response.json({ ok: true });
}

import { has, lab } from "../../../../lib/lab.ts";
import { editContent, findProject } from "../../../../lib/projects.ts";
import { readSession } from "../../../../lib/session.ts";

type Context = { params: Promise<{ id: string }> };

/** Answers that `project-api.stale` keeps: the first one of each project since the scenario began. */
const kept = new Map<string, { scenario: object; body: object }>();

/** The project, in camelCase. */
export async function GET(_: Request, context: Context): Promise<Response> {
  const user = await readSession();
  const { id } = await context.params;
  if (!user) return Response.json({ error: "signed out" }, { status: 401 });
  const project = await findProject(id);
  if (!project || project.user_id !== user.id) {
    return Response.json({ error: "no such project" }, { status: 404 });
  }
  const pictures = project.content.nodes.filter((node) => node.data.generated).length;
  if (has("project-api.500") && pictures > 0) {
    return Response.json({ error: "the replica is gone" }, { status: 500 });
  }
  const { name, content, updated_at } = project;
  const body = { id, name, content, updatedAt: updated_at };
  if (!has("project-api.stale"))
    return Response.json(body, { headers: { "cache-control": "no-store" } });
  const { scenario } = lab();
  const cached = kept.get(id);
  if (cached?.scenario === scenario) return Response.json(cached.body, { headers: { age: "42" } });
  kept.set(id, { scenario, body });
  return Response.json(body, { headers: { age: "0" } });
}

/** Autosave: the positions of nodes, and nothing that another writer may have changed meanwhile. */
export async function PUT(request: Request, context: Context): Promise<Response> {
  const user = await readSession();
  const { id } = await context.params;
  const project = await findProject(id);
  if (!user || project?.user_id !== user.id)
    return Response.json({ error: "no such project" }, { status: 404 });
  const { positions } = (await request.json()) as {
    positions: Record<string, { x: number; y: number }>;
  };
  await editContent(id, (content) => ({
    ...content,
    nodes: content.nodes.map((node) => ({
      ...node,
      position: positions[node.id] ?? node.position,
    })),
  }));
  return Response.json({ ok: true });
}

import { projects, seedContent } from "../../../db/seed.ts";
import { lab } from "../../../lib/lab.ts";

const MAX = 500;
/** How far below the seed's nodes the same nodes begin again. */
const BLOCK_PX = 1200;

/** As many nodes as asked for: the seed's, again and again. */
function content(count: number) {
  const { nodes, ...rest } = seedContent();
  const many = Array.from({ length: count }, (_, index) => {
    const node = nodes[index % nodes.length];
    const block = Math.floor(index / nodes.length);
    const { x = 0, y = 0 } = node?.position ?? {};
    return { ...node, id: `node-${index + 1}`, position: { x, y: y + block * BLOCK_PX } };
  });
  return { ...rest, nodes: many };
}

/** `{count}`: Ada's project gets that many nodes, until the lab is reset. */
export async function POST(request: Request): Promise<Response> {
  const { count } = (await request.json()) as { count?: unknown };
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MAX) {
    return Response.json({ error: `1 to ${MAX} nodes` }, { status: 400 });
  }
  await lab().db.query("update projects set content = $2::jsonb where id = $1", [
    projects.ada,
    JSON.stringify(content(count)),
  ]);
  return Response.json({ nodes: count });
}

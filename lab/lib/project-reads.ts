import { unstable_cache } from "next/cache";
import type { FaultName } from "../scenarios.ts";
import { has, lab } from "./lab.ts";
import { findProject, type ProjectRow } from "./projects.ts";

interface Read {
  project: ProjectRow | null;
  headers: Record<string, string>;
}

const NO_STORE = { "cache-control": "no-store" };

const fromPrimary = async (id: string): Promise<Read> => ({
  project: await findProject(id),
  headers: NO_STORE,
});

/** What was read before, by scenario and project. */
const kept = new Map<string, { project: ProjectRow; at: number }[]>();

/** Remembers another version of a project, and gives those of this scenario, oldest first. */
function keep(id: string, project: ProjectRow) {
  const key = `${lab().run} ${id}`;
  const versions = kept.get(key) ?? [];
  kept.set(key, versions);
  const isKnown = String(versions.at(-1)?.project.updated_at) === String(project.updated_at);
  if (!isKnown) versions.push({ project, at: Date.now() });
  return versions;
}

/** A cache in front of the app that never asks again. */
async function fromProxy(id: string): Promise<Read> {
  const { project } = await fromPrimary(id);
  const [oldest] = project ? keep(id, project) : [];
  const age = oldest ? Math.floor((Date.now() - oldest.at) / 1000) : 0;
  return { project: oldest?.project ?? null, headers: { age: String(age) } };
}

const LAG_MS = 20_000;

/** A replica that gets a version {@link LAG_MS} after it was first seen; the first one it has. */
async function fromReplica(id: string): Promise<Read> {
  const { project } = await fromPrimary(id);
  const versions = project ? keep(id, project) : [];
  const arrived = versions.findLast(({ at }) => Date.now() - at >= LAG_MS) ?? versions[0];
  return { project: arrived?.project ?? null, headers: NO_STORE };
}

/** The browser may keep the answer, and SWR's fetch asks its cache. */
const forBrowserCache = async (id: string): Promise<Read> => ({
  project: await findProject(id),
  headers: { "cache-control": "private, max-age=300" },
});

/** The Data Cache of Next, an hour and without a tag that the webhook could revalidate. */
const fromDataCache = async (id: string): Promise<Read> => ({
  project: await unstable_cache(findProject, ["project", lab().run], { revalidate: 3600 })(id),
  headers: NO_STORE,
});

const reads: Partial<Record<FaultName, (id: string) => Promise<Read>>> = {
  "project-api.stale": fromProxy,
  "project-api.http-cache": forBrowserCache,
  "project-api.data-cache": fromDataCache,
  "project-api.replica-lag": fromReplica,
};

/** The project as the API reads it: from the database, or with a fault from where it is older. */
export async function readProject(id: string): Promise<Read> {
  const read = Object.entries(reads).find(([fault]) => has(fault as FaultName))?.[1];
  return await (read ?? fromPrimary)(id);
}

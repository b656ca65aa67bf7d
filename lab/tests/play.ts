import { generateImageAction } from "../app/actions/image/create.ts";
import { generateImageActionV2 } from "../app/actions/image/create.v2.ts";
import { projects, users } from "../db/seed.ts";
import type { Content } from "../lib/content.ts";
import type { Lab } from "../lib/lab.ts";
import { signToken } from "../lib/session.ts";
import type { FaultName, Scenario } from "../scenarios.ts";
import type { Flow } from "../scenarios/scenario.ts";
import { Client } from "./client.ts";

export const TOPICS = {
  jobs: `realtime:fal_jobs:${users.ada.id}`,
  project: `realtime:project:${projects.ada}`,
};
const SENTINEL = "sentinel";
export const HEARTBEAT = '[null,"beat","phoenix","heartbeat",{}]';

/** A signed-in tab: a socket of its own, and what came on it. */
export async function openTab(lab: Lab): Promise<Client> {
  const key = await signToken({ role: "anon" });
  return await Client.open(Number(new URL(lab.realtimeUrl).port), `apikey=${key}&vsn=2.0.0`);
}

/** Joins a topic as Ada; gives `ok` or why not. */
export async function join(tab: Client, topic: string, isPrivate = true): Promise<string> {
  const token = await signToken({ role: "authenticated", sub: users.ada.id });
  const payload = { config: { private: isPrivate }, access_token: token };
  tab.send(JSON.stringify(["1", topic, topic, "phx_join", payload]));
  const frame = JSON.parse(String(await tab.next())) as [
    unknown,
    string,
    string,
    string,
    { status: string; response: { reason?: string } },
  ];
  return frame[4].response.reason ?? frame[4].status;
}

interface Row {
  status?: string;
  content?: Content;
}
interface Change {
  table: string;
  operation: string;
  record: Row;
}

const pictureOf = (content: Content | undefined) => content?.nodes[0]?.data.generated?.url;

/** `fal_jobs UPDATE completed`, `projects UPDATE picture`. */
function describe({ table, operation, record }: Change): string {
  const picture = pictureOf(record.content) ? "picture" : "no picture";
  return `${table} ${operation} ${record.status ?? picture}`;
}

/** Kind 4: five bytes of head and lengths, names, then JSON. The sentinel gives null. */
function read(frame: string | Buffer): string | null {
  if (typeof frame === "string") return null;
  const text = frame.toString("utf8");
  if (text.includes(SENTINEL)) return null;
  return describe(JSON.parse(text.slice(text.indexOf('}{"') + 1)) as Change);
}

/** Everything that came so far; what the database has said is on the wire before this resolves. */
export async function framesOf(tab: Client, lab: Lab): Promise<string[]> {
  if (lab.faults.has("db.partition-missing")) tab.send(HEARTBEAT);
  else await lab.db.query("select realtime.send('{}', 'said', $1, false)", [SENTINEL]);
  const frames: string[] = [];
  for (;;) {
    const frame = read(await tab.next());
    if (frame === null) return frames;
    frames.push(frame);
  }
}

export const scenarioOf = (faults: FaultName[], flow: Flow): Scenario => ({
  name: "test",
  title: "",
  flow,
  faults,
  expected: { kind: "broken" },
});

/** What the project API says of the first node, or its status. */
export async function askPicture(lab: Lab): Promise<string | number> {
  const answer = await fetch(`${lab.origin}/api/projects/${projects.ada}`);
  if (!answer.ok) return answer.status;
  const { content } = (await answer.json()) as { content: Content };
  return pictureOf(content) ? "picture" : "no picture";
}

export const contentOf = async ({ db }: Lab): Promise<Content> => {
  const { rows } = await db.query<{ content: Content }>(
    "select content from public.projects where id = $1",
    [projects.ada],
  );
  if (!rows[0]) throw new Error("Ada has no project.");
  return rows[0].content;
};

/** Starts a job for the first node. Gives what the action answered. */
export async function generate(lab: Lab): Promise<"ids" | "no ids" | "error" | "throws"> {
  const { prompt, modelId } = (await contentOf(lab)).nodes[0]?.data ?? { prompt: "", modelId: "" };
  const params = { prompt, modelId, nodeId: "node-1", projectId: projects.ada };
  const action = lab.scenario.flow === "v1" ? generateImageAction : generateImageActionV2;
  try {
    const answer = await action(params);
    if ("error" in answer) return "error";
    return JSON.stringify(answer).includes("jobId") ? "ids" : "no ids";
  } catch {
    return "throws";
  }
}

/** Runs what the provider does at once, and lets a test wait for it. */
export function provider(lab: Lab): { done: Promise<void> } {
  const state = { done: Promise.resolve() };
  lab.later = (work) => {
    state.done = work();
  };
  return state;
}

export interface Played {
  action: string;
  joined: string[];
  frames: string[];
  /** Of the row in Postgres. */
  status: string | null;
  hasMetadata: boolean | null;
  /** In the row of the project, and in what the API answers afterwards. */
  stored: boolean;
  api: string | number;
  /** What the picture's URL answers: status and bytes. */
  image: [status: number, bytes: number] | null;
}

/** One job under `faults`, and what it left at each source. */
export async function play(
  lab: Lab,
  faults: FaultName[],
  flow: Flow,
  work: { done: Promise<void> },
): Promise<Played> {
  await lab.use(scenarioOf(faults, flow));
  await lab.reset();
  const tab = await openTab(lab);
  const joined = [await join(tab, TOPICS.jobs), await join(tab, TOPICS.project)];
  await join(tab, `realtime:${SENTINEL}`, false);
  await askPicture(lab);
  const action = await generate(lab);
  await work.done;
  const frames = await framesOf(tab, lab);
  tab.close();

  const { rows } = await lab.db.query<{ status: string; input: object }>(
    "select status, input from public.fal_jobs",
  );
  const url = pictureOf(await contentOf(lab));
  const image = url === undefined ? null : await fetch(url);
  return {
    action,
    joined,
    frames,
    status: rows[0]?.status ?? null,
    hasMetadata: rows[0] ? "_metadata" in rows[0].input : null,
    stored: url !== undefined,
    api: await askPicture(lab),
    image: image && [image.status, (await image.arrayBuffer()).byteLength],
  };
}

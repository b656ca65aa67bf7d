import { JOB_TOPIC, KEY, PROJECT, PROJECT_TOPIC, USER, type Page } from "./build.ts";

/** One job of a log: what it is called, and which of its rows exist. */
export interface Play {
  n: number;
  /** The node that it fills; the nth if it is not said. */
  node?: number;
  flow: "v1" | "v2";
  debug: boolean;
}

export const idOf = (n: number): string => `0000000${n}-aaaa-4bbb-8ccc-dddddddddddd`.slice(-36);
export const urlOf = (n: number): string => `http://localhost:3000/storage/images/${n}.png`;

export const play = (n = 1, flow: Play["flow"] = "v1", debug = false): Play => ({ n, flow, debug });

const nodeOf = ({ n, node = n }: Play): string => `n-${node}`;

export const row = (job: Play, status: string): object => ({
  id: idOf(job.n),
  request_id: `req-${job.n}`,
  user_id: USER,
  status,
  input: { prompt: `prompt ${job.n}`, _metadata: { node_id: nodeOf(job), project_id: PROJECT } },
  result: status === "completed" ? { images: [{ url: urlOf(job.n) }] } : null,
  error: status === "failed" ? "NSFW content" : null,
  created_at: "2026-11-24T14:02:00.100+00:00",
});

/** The project's row with the pictures of the given jobs, the newest last. */
export const project = (jobs: Play[]): object => ({
  id: PROJECT,
  user_id: USER,
  content: {
    nodes: [...new Map(jobs.map((job) => [nodeOf(job), job]))].map(([id, { n }]) => ({
      id,
      type: "image",
      data: { requestId: `req-${n}`, generated: { url: urlOf(n), type: "image" } },
    })),
    edges: [],
    viewport: { x: 0, y: 0, zoom: 1 },
  },
  updated_at: "2026-11-24T14:02:06+00:00",
});

/** The answer of the server action as React Flight text. */
export function answer({ n, flow }: Play): string {
  const ids = { jobId: idOf(n), requestId: `req-${n}` };
  const value = flow === "v1" ? { nodeData: ids } : { state: { status: "generating", ...ids } };
  return `0:{"a":"$@1","q":"","i":false,"b":"build"}\n1:${JSON.stringify(value)}\n`;
}

const debugOf = ({ debug }: Play, name: string): object | undefined =>
  debug
    ? { triggerName: name, triggeredAt: "2026-11-24T14:02:00Z", broadcastSuccess: true }
    : undefined;

/** The words of the chain, in order; a log leaves some out or says something else in their place. */
export const hops = {
  action: (page: Page, job: Play, status = 200, body = answer(job), ms = 180, after = 300) =>
    page.fetch(after, "/", ms, status, body, {
      id: job.flow === "v1" ? "40aa" : "40bb",
      args: { prompt: `prompt ${job.n}`, projectId: PROJECT, nodeId: nodeOf(job) },
    }),
  inserted: (page: Page, job: Play, after = 20) =>
    page.broadcast(
      after,
      JOB_TOPIC,
      "INSERT",
      "fal_jobs",
      row(job, "pending"),
      debugOf(job, "fal_jobs_broadcast_trigger"),
    ),
  insertHandled: (page: Page, frame: string) => page.run(1, JOB_TOPIC, frame, "INSERT"),
  queued: (page: Page, job: Play, after = 14) => page.commit(after, idOf(job.n), "QueueItem"),
  completed: (page: Page, job: Play, status = "completed", after = 4_000) =>
    page.broadcast(
      after,
      JOB_TOPIC,
      "UPDATE",
      "fal_jobs",
      row(job, status),
      debugOf(job, "fal_jobs_broadcast_trigger"),
    ),
  updateHandled: (page: Page, frame: string) => page.run(1, JOB_TOPIC, frame, "UPDATE"),
  saved: (page: Page, jobs: Play[], after = 300) =>
    page.broadcast(
      after,
      PROJECT_TOPIC,
      "UPDATE",
      "projects",
      project(jobs),
      debugOf(jobs.at(-1)!, "projects_broadcast_trigger"),
    ),
  saveHandled: (page: Page, frame: string) => page.run(1, PROJECT_TOPIC, frame, "UPDATE"),
  mutated: (page: Page, key = KEY) =>
    page.say(0, {
      kind: "cache.mutate",
      cache: 1,
      mutation: page.events.length,
      key,
      form: "global",
      hasData: false,
      blanks: false,
    }),
  revalidated(
    page: Page,
    jobs: Play[],
    status = 200,
    ms = 60,
    cause = "mutate",
    isOvertaken = false,
  ) {
    const request = page.events.length;
    page.say(0, { kind: "cache.revalidate", cache: 1, key: KEY, cause, listeners: 1 });
    page.say(0, { kind: "cache.fetch", cache: 1, key: KEY, request, cause });
    page.fetch(
      0,
      KEY,
      ms,
      status,
      JSON.stringify(status < 400 ? project(jobs) : { error: "broken" }),
    );
    const outcome = status >= 400 ? "failed" : isOvertaken ? "superseded" : "stored";
    page.say(1, { kind: "cache.answer", cache: 1, key: KEY, request, outcome });
  },
  rendered: (page: Page, job: Play, after = 8) => page.commit(after, urlOf(job.n), "ImageNode"),
  shown: (page: Page, job: Play, after = 120) =>
    page.say(after, {
      kind: "image.load",
      url: urlOf(job.n),
      width: 512,
      height: 512,
      visible: true,
    }),
};

/** Both topics joined, as the app should do it. */
export function ready(page: Page, projectPrivate = true): void {
  page.open();
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC, { private: projectPrivate });
}

export function created(page: Page, job: Play): void {
  hops.action(page, job);
  hops.insertHandled(page, hops.inserted(page, job));
  hops.queued(page, job);
}

export function finished(page: Page, job: Play): void {
  hops.updateHandled(page, hops.completed(page, job));
}

export function arrived(page: Page, jobs: Play[], job = jobs.at(-1)!): void {
  hops.saveHandled(page, hops.saved(page, jobs));
  hops.mutated(page);
  hops.revalidated(page, jobs);
  hops.rendered(page, job);
  hops.shown(page, job);
}

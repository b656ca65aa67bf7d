import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { projects, users } from "../db/seed.ts";
import type { Lab } from "../lib/lab.ts";
import { openLab } from "../open.ts";
import type { FaultName } from "../scenarios.ts";
import { serveRoutes } from "./app.ts";
import { play, provider, type Played } from "./play.ts";

vi.mock("next/headers", () => import("./signed-in.ts"));

let lab: Lab;
let work: { done: Promise<void> };
let close: () => Promise<void>;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  const opened = await openLab({ realtimePort: 0, deniedHoldMs: 5 });
  ({ lab } = opened);
  const routes = await serveRoutes(lab);
  work = provider(lab);
  close = async () => {
    await routes.close();
    await opened.close();
  };
});
afterAll(() => close());

const INSERT = "fal_jobs INSERT pending";
const UPDATE = "fal_jobs UPDATE completed";
const PROJECT = "projects UPDATE picture";

const HEALTHY: Played = {
  action: "ids",
  joined: ["ok", "ok"],
  frames: [INSERT, UPDATE, PROJECT],
  status: "completed",
  hasMetadata: true,
  stored: true,
  api: "picture",
  image: [200, expect.toSatisfy((bytes: number) => bytes > 1000, "a whole picture")],
};

const NO_PICTURE = { stored: false, api: "no picture", image: null } as const;
const NO_JOB = { frames: [], status: null, hasMetadata: null, ...NO_PICTURE };
const NO_RESULT = { frames: [INSERT], status: "pending", ...NO_PICTURE };
const denied = (topic: string) =>
  `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
const NO_PARTITION =
  "MissingPartition: Realtime was unable to find the expected messages partition";

/** What differs from {@link HEALTHY}. */
const effects: Partial<Record<FaultName, Partial<Played>>> = {
  "action.throws": { action: "throws", ...NO_JOB },
  "action.error": { action: "error", ...NO_JOB },
  "action.no-job-id": { action: "no ids", ...NO_JOB },
  "job.insert-swallowed": NO_JOB,
  "job.no-metadata": { frames: [INSERT, UPDATE], hasMetadata: false, ...NO_PICTURE },
  "job.update-misses": NO_RESULT,
  "job.stays-pending": { ...NO_RESULT, frames: [INSERT, "fal_jobs UPDATE pending"] },
  "job.huge-input": { frames: [INSERT, PROJECT] },
  "webhook.never": NO_RESULT,
  "webhook.bad-signature": NO_RESULT,
  "webhook.twice": { frames: [INSERT, UPDATE, PROJECT, UPDATE, PROJECT] },
  "webhook.fails-after-success": {
    frames: [INSERT, UPDATE, PROJECT, "fal_jobs UPDATE failed"],
    status: "failed",
  },
  "storage.upload-fails": {
    frames: [INSERT, "fal_jobs UPDATE failed"],
    status: "failed",
    ...NO_PICTURE,
  },
  "storage.temporary-url": { image: [403, expect.any(Number)] },
  "project.update-skipped": { frames: [INSERT, UPDATE], ...NO_PICTURE },
  "project.node-not-found": { frames: [INSERT, UPDATE], ...NO_PICTURE },
  "project.huge-prompt": { frames: [] },
  "project.huge-content": { frames: [INSERT, UPDATE] },
  "project-api.500": { api: 500 },
  "project-api.stale": { api: "no picture" },
  "project-api.replica-lag": { api: "no picture" },
  "image.404": { image: [404, expect.any(Number)] },
  "image.signature-expired": { image: [403, expect.any(Number)] },
  "image.corrupt": { image: [200, 40] },
  "db.fal_jobs-trigger-dropped": { frames: [PROJECT] },
  "db.fal_jobs-trigger-disabled": { frames: [PROJECT] },
  "db.fal_jobs-insert-trigger-missing": { frames: [UPDATE, PROJECT] },
  "db.fal_jobs-update-trigger-missing": { frames: [INSERT, PROJECT] },
  "db.fal_jobs-update-trigger-disabled": { frames: [INSERT, PROJECT] },
  "db.projects-trigger-dropped": { frames: [INSERT, UPDATE] },
  "db.projects-trigger-disabled": { frames: [INSERT, UPDATE] },
  "db.broadcast-raises-on-job-insert": { frames: [UPDATE, PROJECT] },
  "db.broadcast-raises-on-job-update": { frames: [INSERT, PROJECT] },
  "db.broadcast-raises-on-project-update": { frames: [INSERT, UPDATE] },
  "db.partition-missing": { joined: [NO_PARTITION, NO_PARTITION], frames: [] },
  "db.policy-denies-jobs": {
    joined: [denied(`fal_jobs:${users.ada.id}`), "ok"],
    frames: [PROJECT],
  },
  "db.policy-denies-projects": {
    joined: ["ok", denied(`project:${projects.ada}`)],
    frames: [INSERT, UPDATE],
  },
  "realtime.drop-job-insert-frames": { frames: [UPDATE, PROJECT] },
  "realtime.drop-job-update-frames": { frames: [INSERT, PROJECT] },
  "realtime.drop-project-frames": { frames: [INSERT, UPDATE] },
};

describe.each(["v1", "v2"] as const)("in %s", (flow) => {
  test.each(Object.entries(effects) as [FaultName, Partial<Played>][])(
    "%s breaks what it names, and nothing of it is left afterwards",
    async (fault, effect) => {
      expect(await play(lab, [fault], flow, work)).toEqual({ ...HEALTHY, ...effect });
      expect(await play(lab, [], flow, work)).toEqual(HEALTHY);
    },
  );
});

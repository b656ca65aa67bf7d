import { createClient } from "@supabase/supabase-js";
import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import type { Database } from "../db/database.ts";
import { projects, users } from "../db/seed.ts";
import { lines } from "../log.ts";
import { startRealtime } from "../realtime/server.ts";
import type { Realtime } from "../realtime/server.ts";
import { SECRET, sign } from "./keys.ts";

let db: Database;
let server: Realtime;
let client: SupabaseClient;
const faults = new Set<string>();

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  db = await openDatabase();
  server = await startRealtime({
    db,
    port: 0,
    jwtSecret: SECRET,
    deniedHoldMs: 5,
    faults: () => faults,
  });
  const [key, token] = await Promise.all([
    sign({ role: "anon" }),
    sign({ role: "authenticated", sub: users.ada.id }),
  ]);
  client = createClient(`http://127.0.0.1:${server.port}`, key, {
    accessToken: () => Promise.resolve(token),
  });
  await client.realtime.setAuth();
});

afterEach(async () => {
  faults.clear();
  await client.removeAllChannels();
});

afterAll(async () => {
  await client.realtime.disconnect();
  await server.close();
  await db.close();
});

const subscribed = (channel: RealtimeChannel) =>
  new Promise<{ status: string; message: string | undefined }>((resolve) => {
    channel.subscribe((status, error) => resolve({ status, message: error?.message }));
  });

interface Received {
  event: string;
  meta?: { id: string };
  payload: { record: Record<string, unknown> };
}

describe("supabase-js against the stand-in", () => {
  test("gets the UPDATE of a job and of a project on its private topics", async () => {
    const jobs = client.channel(`fal_jobs:${users.ada.id}`, { config: { private: true } });
    const project = client.channel(`project:${projects.ada}`, { config: { private: true } });
    const jobUpdate = new Promise<Received>((resolve) => {
      jobs.on("broadcast", { event: "UPDATE" }, (message) =>
        resolve(message as unknown as Received),
      );
    });
    const projectUpdate = new Promise<Received>((resolve) => {
      project.on("broadcast", { event: "UPDATE" }, (message) =>
        resolve(message as unknown as Received),
      );
    });
    expect(await subscribed(jobs)).toMatchObject({ status: "SUBSCRIBED" });
    expect(await subscribed(project)).toMatchObject({ status: "SUBSCRIBED" });

    const before = lines().at(-1)?.n ?? 0;
    const { rows } = await db.query<{ id: string }>(
      "insert into public.fal_jobs (user_id, request_id) values ($1, 'request-1') returning id",
      [users.ada.id],
    );
    await db.query("update public.fal_jobs set status = 'completed' where id = $1", [rows[0]?.id]);
    await db.query("update public.projects set name = 'New' where id = $1", [projects.ada]);

    const received = await jobUpdate;
    expect(received.payload.record).toMatchObject({ id: rows[0]?.id, status: "completed" });
    expect(received.meta?.id).toBeTypeOf("string");
    expect((await projectUpdate).payload.record).toMatchObject({ name: "New" });
    expect(lines(before).map(({ step, event }) => `${step} ${event}`)).toEqual([
      "C5 frame delivered",
      "U5 frame delivered",
      "U9 frame delivered",
    ]);
  });

  test("is told why another user's topic is denied", async () => {
    const topic = `fal_jobs:${users.bob.id}`;
    const channel = client.channel(topic, { config: { private: true } });
    expect(await subscribed(channel)).toEqual({
      status: "CHANNEL_ERROR",
      message: `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
    });
  });

  test("a fault drops the job's INSERT and lets the project's UPDATE through", async () => {
    const jobs = client.channel(`fal_jobs:${users.ada.id}`, { config: { private: true } });
    const project = client.channel(`project:${projects.ada}`, { config: { private: true } });
    const received: string[] = [];
    jobs.on("broadcast", { event: "*" }, () => received.push("job"));
    const arrived = new Promise<void>((resolve) => {
      project.on("broadcast", { event: "UPDATE" }, () => {
        received.push("project");
        resolve();
      });
    });
    await subscribed(jobs);
    await subscribed(project);
    faults.add("realtime.drop-job-insert-frames");
    await db.query("insert into public.fal_jobs (user_id) values ($1)", [users.ada.id]);
    await db.query("update public.projects set name = 'Newer' where id = $1", [projects.ada]);
    await arrived;
    expect(received).toEqual(["project"]);
  });
});

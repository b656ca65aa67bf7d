import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../db/database.ts";
import { users } from "../db/seed.ts";
import {
  controlsOf,
  openAfterAnother,
  openChannel,
  openTwice,
  type Open,
} from "../hooks/channel.ts";
import type { Message } from "../hooks/message.ts";
import { startRealtime, type Realtime } from "../realtime/server.ts";
import { SECRET, sign } from "./keys.ts";

let db: Database;
let server: Realtime;
let client: SupabaseClient;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  db = await openDatabase();
  server = await startRealtime({ db, port: 0, jwtSecret: SECRET, deniedHoldMs: 5 });
  const token = await sign({ role: "authenticated", sub: users.ada.id });
  client = createClient(`http://127.0.0.1:${server.port}`, await sign({ role: "anon" }), {
    accessToken: () => Promise.resolve(token),
  });
  await client.realtime.setAuth();
});
afterEach(async () => {
  await db.query("delete from public.fal_jobs");
  await client.removeAllChannels();
});
afterAll(async () => {
  await client.realtime.disconnect();
  await server.close();
  await db.close();
});

/** A channel of Ada's jobs, what it was told, and what status it saw. */
function open(way: Open) {
  const events: string[] = [];
  const statuses: string[] = [];
  const controls = controlsOf(way, {
    client,
    topic: `fal_jobs:${users.ada.id}`,
    events: ["INSERT", "UPDATE"],
    isPrivate: true,
    deliver: ({ event }: Message) => events.push(event),
    onStatus: (status) => statuses.push(status),
  });
  return { events, statuses, ...controls };
}

/** Resolves when a job's INSERT and UPDATE have reached whoever is joined. */
async function runJob(): Promise<void> {
  const probe = client.channel(`fal_jobs:${users.ada.id}`, { config: { private: true } });
  const seen = new Promise<void>((resolve) => {
    probe.on("broadcast", { event: "UPDATE" }, () => resolve());
  });
  await insertJob();
  await db.query("update public.fal_jobs set status = 'completed' where status = 'pending'");
  await seen;
}

const insertJob = () =>
  db.query("insert into public.fal_jobs (user_id) values ($1)", [users.ada.id]);

test("a channel gets what it listens to", async () => {
  const { events, statuses, join } = open(openChannel);
  await join();
  await runJob();
  expect(statuses).toEqual(["SUBSCRIBED"]);
  expect(events).toEqual(["INSERT", "UPDATE"]);
});

test("who subscribes second gets nothing, and what the first listens to still comes", async () => {
  const second = open(openAfterAnother("INSERT"));
  await second.join();
  await runJob();
  expect(second.events).toEqual(["INSERT"]);
});

test("an effect that is mounted twice is subscribed once", async () => {
  const { events, statuses, join } = open(openTwice);
  await join();
  await runJob();
  expect(statuses).toEqual(["SUBSCRIBED"]);
  expect(events).toEqual(["INSERT", "UPDATE"]);
});

test("when a channel is left the server has let go of it, and it can be joined again", async () => {
  const { events, statuses, join, leave } = open(openChannel);
  await join();
  await leave();
  await insertJob();
  await join();
  await runJob();
  expect(statuses).toEqual(["SUBSCRIBED", "SUBSCRIBED"]);
  expect(events.filter((event) => event === "INSERT")).toHaveLength(1);
});

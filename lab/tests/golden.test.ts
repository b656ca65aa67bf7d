import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import type { Database } from "../db/database.ts";
import { startRealtime } from "../realtime/server.ts";
import type { Realtime } from "../realtime/server.ts";
import { SECRET, sign, unsigned } from "./keys.ts";
import { fillTokens, readRecording, replay } from "./recording.ts";

/** The table that the recordings were made with, its trigger, and the policy that let its owner send. */
const RECORDED_TABLE = `
  drop table public.fal_jobs cascade;
  create table public.fal_jobs (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null,
    status text not null default 'IN_QUEUE',
    progress numeric,
    result jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create function public.recorded_trigger() returns trigger security definer language plpgsql as $$
  begin
    perform realtime.broadcast_changes(
      'fal_jobs:' || coalesce(new.user_id, old.user_id), tg_op, tg_op, tg_table_name, tg_table_schema, new, old
    );
    return null;
  end
  $$;
  create trigger recorded_trigger after insert or update or delete on public.fal_jobs
    for each row execute function public.recorded_trigger();
  create policy recorded_writes on realtime.messages for insert to authenticated
    with check (realtime.topic() = 'fal_jobs:' || auth.uid());
`;

let db: Database;
let server: Realtime;
const limits: { channelsPerSocket?: number; payloadKb?: number } = {};

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  db = await openDatabase();
  await db.exec(RECORDED_TABLE);
  server = await startRealtime({
    db,
    port: 0,
    jwtSecret: SECRET,
    deniedHoldMs: 5,
    handshakeDelayMs: 5,
    limits,
  });
});

afterAll(async () => {
  await server.close();
  await db.close();
});

describe("the stand-in answers as the recorded server", () => {
  test.each([
    "public_join_v1",
    "public_join_v2",
    "private_join_ok_v1",
    "private_join_ok_v2",
    "private_join_denied_v1",
    "private_join_denied_v2",
    "token_expiry_v1",
    "token_expiry_v2",
    "db_broadcast_v1",
    "db_broadcast_v2",
    "db_errors_in_policy",
    "replay",
  ])("%s", async (name) => {
    await replay(readRecording(name), { port: server.port, db });
  });

  test("limit_max_channels_per_client", async () => {
    limits.channelsPerSocket = 2;
    await replay(readRecording("limit_max_channels_per_client"), { port: server.port, db });
    delete limits.channelsPerSocket;
  });

  test("limit_payload_size", async () => {
    limits.payloadKb = 1;
    await replay(readRecording("limit_payload_size"), { port: server.port, db });
    delete limits.payloadKb;
  });
});

describe("a refused handshake is the recorded HTTP answer", () => {
  const lines = readRecording("handshake_errors");
  const cases = lines.flatMap((line, index) => {
    const [request, answer] = lines.slice(index + 1, index + 3);
    return line.case !== undefined && request?.url !== undefined && answer?.dir === "http"
      ? [{ name: line.case, url: request.url, status: answer.status, body: answer.body }]
      : [];
  });

  // This stand-in has one tenant and answers to every host name.
  test.each(cases.filter(({ name }) => !name.startsWith("unknown tenant")))(
    "$name",
    async ({ name, url, status, body }) => {
      const filled =
        name === "alg none"
          ? url.replace(/<jwt.*?>/, unsigned({ role: "anon", exp: 4_000_000_000 }))
          : await fillTokens(url, name);
      const query = filled.slice(filled.indexOf("?"));
      const { request } = await import("node:http");
      const answer = await new Promise<{ status: number | undefined; body: string }>((resolve) => {
        const upgrade = request({
          port: server.port,
          path: `/socket/websocket${query}`,
          headers: {
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": Buffer.alloc(16, 1).toString("base64"),
          },
        });
        upgrade.on("response", async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString("utf8") });
        });
        upgrade.end();
      });
      expect(answer).toEqual({ status, body });
    },
  );

  test("a good key is let in on both paths", async () => {
    const key = await sign({ role: "anon" });
    const { WebSocket } = await import("ws");
    for (const path of ["/socket/websocket", "/realtime/v1/websocket"]) {
      const ws = new WebSocket(`ws://127.0.0.1:${server.port}${path}?apikey=${key}&vsn=2.0.0`);
      await new Promise((resolve, reject) => {
        ws.once("open", resolve);
        ws.once("error", reject);
      });
      ws.close();
    }
  });
});

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import type { Database } from "../db/database.ts";
import { users } from "../db/seed.ts";
import { RateCounter } from "../realtime/limits.ts";
import { startRealtime } from "../realtime/server.ts";
import type { Realtime } from "../realtime/server.ts";
import { Client } from "./client.ts";
import { SECRET, sign } from "./keys.ts";

let db: Database;
let server: Realtime | undefined;

beforeAll(async () => {
  process.env["LAB_QUIET"] = "1";
  db = await openDatabase();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => db.close());

type Options = Partial<Parameters<typeof startRealtime>[0]>;

async function connect(options: Options = {}, vsn = "2.0.0"): Promise<[Client, Realtime]> {
  const started = await startRealtime({
    db,
    port: 0,
    jwtSecret: SECRET,
    deniedHoldMs: 5,
    ...options,
  });
  server = started;
  const key = await sign({ role: "anon" });
  return [await Client.open(started.port, `apikey=${key}&vsn=${vsn}`), started];
}

const join = (ref: string, topic: string, config: object = {}, token?: string) =>
  JSON.stringify([ref, ref, `realtime:${topic}`, "phx_join", { config, access_token: token }]);
const next = async (client: Client) => JSON.parse(String(await client.next())) as unknown[];
const HEARTBEAT = '[null,"beat","phoenix","heartbeat",{}]';

test("a silent socket is closed with 1000", async () => {
  const [client] = await connect({ idleMs: 20 });
  expect(await client.closed).toBe(1000);
});

test("a server that goes away closes every socket with 1012, and a cut one is 1006", async () => {
  const [first, started] = await connect();
  void started.close();
  expect(await first.closed).toBe(1012);
  const [second, other] = await connect();
  other.cut();
  expect(await second.closed).toBe(1006);
});

test("a denied join holds back what the socket was sent after it", async () => {
  const [client] = await connect();
  client.send(join("1", `fal_jobs:${users.ada.id}`, { private: true }));
  client.send(HEARTBEAT);
  expect((await next(client))[1]).toBe("1");
  expect((await next(client))[1]).toBe("beat");
});

test("a connection that is half open hears and says nothing; a new one works, and recovery ends the old", async () => {
  const [client, started] = await connect();
  client.send(join("1", "room"));
  expect((await next(client))[1]).toBe("1");
  started.strike("realtime.half-open");
  client.send(HEARTBEAT);
  const other = await Client.open(started.port, `apikey=${await sign({ role: "anon" })}&vsn=2.0.0`);
  other.send(join("1", "room"));
  expect((await next(other))[1]).toBe("1");
  client.send(
    '["1","2","realtime:room","broadcast",{"event":"e","payload":{},"type":"broadcast"}]',
  );
  expect((await next(other))[4]).toMatchObject({ event: "e" });
  started.recover();
  expect(await client.closed).toBe(1006);
  expect(client.unread).toBe(0);
});

test("a server that is down cuts every connection and lets nobody in", async () => {
  const faults = new Set<string>();
  const [client, started] = await connect({ faults: () => faults });
  faults.add("realtime.down");
  started.strike("realtime.down");
  expect(await client.closed).toBe(1006);
  const query = `apikey=${await sign({ role: "anon" })}&vsn=2.0.0`;
  await expect(Client.open(started.port, query)).rejects.toThrow("socket hang up");
  faults.clear();
  await Client.open(started.port, query);
});

test("a spent rate delivers one more message to each topic and ends its receivers, the socket lives", async () => {
  const [client, started] = await connect();
  client.send(join("1", "room"));
  await next(client);
  started.strike("realtime.rate-limited");
  expect(await next(client)).toMatchObject([null, null, "realtime:room", "broadcast", {}]);
  expect(await next(client)).toEqual([
    "1",
    null,
    "realtime:room",
    "system",
    { extension: "system", message: "Too many messages per second", status: "error" },
  ]);
  expect(await next(client)).toEqual(["1", "1", "realtime:room", "phx_close", {}]);
  client.send(HEARTBEAT);
  expect((await next(client))[1]).toBe("beat");
});

test("the sender of a payload that is no object crashes its own channel", async () => {
  const [client] = await connect();
  client.send(join("1", "room", { broadcast: { self: true } }));
  await next(client);
  client.send('["1","2","realtime:room","broadcast","text"]');
  expect(await next(client)).toEqual([
    "1",
    "1",
    "realtime:room",
    "phx_error",
    { reason: "channel_crash" },
  ]);
});

test("postgres_changes answers ids in order and a system frame, also for a table that is not there", async () => {
  const [client] = await connect();
  const entries = [{ event: "*", schema: "public", table: "nope" }];
  client.send(join("1", "changes", { postgres_changes: entries }));
  expect((await next(client))[4]).toMatchObject({
    status: "ok",
    response: { postgres_changes: entries },
  });
  expect((await next(client))[4]).toMatchObject({ extension: "postgres_changes", status: "error" });
});

test("a broadcast over HTTP needs a key and reaches only its kind of topic", async () => {
  const [client, { port }] = await connect();
  client.send(join("1", "room"));
  await next(client);
  const post = async (messages: unknown, token?: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/realtime/v1/api/broadcast`, {
      method: "POST",
      headers: token ? { authorization: `Bearer ${token}` } : {},
      body: JSON.stringify({ messages }),
    });
    return response.status;
  };
  const message = { topic: "room", event: "e", payload: { n: 1 } };
  const token = await sign({ role: "anon" });
  expect(await post([message])).toBe(401);
  expect(await post([{ topic: "room" }], token)).toBe(422);
  expect(await post([{ ...message, private: true }], token)).toBe(202);
  expect(await post([message], token)).toBe(202);
  expect((await next(client))[4]).toEqual({ event: "e", payload: { n: 1 }, type: "broadcast" });
});

test("a rate is over its limit only when the average of the buckets is", () => {
  let now = 0;
  const counter = new RateCounter(5000, () => now);
  counter.add(101);
  expect(counter.isOver(10)).toBe(false);
  now = 5000;
  expect(counter.isOver(10)).toBe(true);
  expect(counter.isOver(11)).toBe(false);
  now = 10_000;
  expect(counter.isOver(10)).toBe(false);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import type { Database } from "../db/database.ts";
import { applyDatabaseFaults } from "../db/faults.ts";
import { projects, resetLab, seedContent, users } from "../db/seed.ts";
import { lines, logNotices } from "../log.ts";
import { mayRead, mayWrite } from "../realtime/authorize.ts";
import { hasPostgres, startPostgres } from "./postgres.ts";

const claims = (sub: string) => ({ role: "authenticated", exp: 4_000_000_000, sub });

interface Change {
  topic: string;
  event: string;
  payload: Record<string, unknown>;
}

/** What a create and an update of a job and an update of its project leave in realtime.messages. */
async function work(db: Database): Promise<Change[]> {
  const { rows } = await db.query<{ id: string }>(
    "insert into public.fal_jobs (user_id, status) values ($1, 'pending') returning id",
    [users.ada.id],
  );
  await db.query("update public.fal_jobs set status = 'completed' where id = $1", [rows[0]?.id]);
  await db.query("update public.projects set name = 'New' where id = $1", [projects.ada]);
  const messages = await db.query<Change>(
    "select topic, event, payload from realtime.messages order by inserted_at",
  );
  return messages.rows;
}

const JOBS = `fal_jobs:${users.ada.id}`;
const PROJECT = `project:${projects.ada}`;
const ALL = [`${JOBS} INSERT`, `${JOBS} UPDATE`, `${PROJECT} UPDATE`];

const databases = hasPostgres ? (["pglite", "postgres"] as const) : (["pglite"] as const);

describe.each(databases)("the database on %s", (kind) => {
  let db: Database;
  let stopServer: (() => void) | undefined;

  beforeAll(async () => {
    process.env["LAB_QUIET"] = "1";
    if (kind === "postgres") {
      const server = await startPostgres();
      stopServer = server.stop;
      db = await openDatabase({ url: server.url });
    } else {
      db = await openDatabase();
    }
  });
  afterAll(async () => {
    await db.close();
    stopServer?.();
  });
  beforeEach(async () => {
    await applyDatabaseFaults(db, new Set());
    await resetLab(db);
  });

  test("broadcasts a job and a project with the keys of broadcast_changes", async () => {
    const [created, updated, project] = await work(db);
    expect(created).toMatchObject({
      topic: JOBS,
      event: "INSERT",
      payload: { table: "fal_jobs", schema: "public", operation: "INSERT", old_record: null },
    });
    expect(updated?.payload).toMatchObject({
      record: { status: "completed" },
      old_record: { status: "pending" },
    });
    expect(project).toMatchObject({ topic: PROJECT, payload: { record: { name: "New" } } });
  });

  test.each([
    ["db.fal_jobs-trigger-dropped", [ALL[2]]],
    ["db.fal_jobs-trigger-disabled", [ALL[2]]],
    ["db.fal_jobs-insert-trigger-missing", [ALL[1], ALL[2]]],
    ["db.fal_jobs-update-trigger-missing", [ALL[0], ALL[2]]],
    ["db.fal_jobs-update-trigger-disabled", [ALL[0], ALL[2]]],
    ["db.projects-trigger-dropped", [ALL[0], ALL[1]]],
    ["db.projects-trigger-disabled", [ALL[0], ALL[1]]],
    ["db.broadcast-raises-on-job-insert", [ALL[1], ALL[2]]],
    ["db.broadcast-raises-on-job-update", [ALL[0], ALL[2]]],
    ["db.broadcast-raises-on-project-update", [ALL[0], ALL[1]]],
    ["db.partition-missing", []],
    ["db.debug", ALL],
  ])("with the fault %s it stores %j, and all again without it", async (fault, expected) => {
    const names = new Set([fault]);
    await applyDatabaseFaults(db, names);
    await applyDatabaseFaults(db, names);
    const stored = await work(db);
    expect(stored.map(({ topic, event }) => `${topic} ${event}`)).toEqual(expected);
    expect(stored.every(({ payload }) => "_debug" in payload)).toBe(
      fault === "db.debug" || stored.length === 0,
    );
    await applyDatabaseFaults(db, new Set());
    await resetLab(db);
    const again = await work(db);
    expect(again.map(({ topic, event }) => `${topic} ${event}`)).toEqual(ALL);
  });

  test("lets a user read their own topics and nobody else's", async () => {
    const read = (topic: string, sub: string) => mayRead(db, topic, claims(sub), ["broadcast"]);
    expect(await read(JOBS, users.ada.id)).toBe("allowed");
    expect(await read(PROJECT, users.ada.id)).toBe("allowed");
    expect(await read(JOBS, users.bob.id)).toBe("denied");
    expect(await read(PROJECT, users.bob.id)).toBe("denied");
    expect(await read(JOBS, "not a uuid")).toBe("denied");
    expect(await mayWrite(db, JOBS, claims(users.ada.id), "broadcast")).toBe(false);
  });

  test.each([
    ["db.policy-denies-jobs", JOBS, "denied"],
    ["db.policy-denies-projects", PROJECT, "denied"],
    ["db.partition-missing", JOBS, "partition"],
  ])("with the fault %s it answers for %s: %s", async (fault, topic, verdict) => {
    await applyDatabaseFaults(db, new Set([fault]));
    expect(await mayRead(db, topic, claims(users.ada.id), ["broadcast"])).toBe(verdict);
  });

  test("makes log lines of what the triggers say, with their steps", async () => {
    const stop = logNotices(db);
    const before = lines().at(-1)?.n ?? 0;
    await work(db);
    await applyDatabaseFaults(db, new Set(["db.partition-missing"]));
    await db.query("update public.projects set name = 'Newer' where id = $1", [projects.ada]);
    stop();
    const said = lines(before).map(({ step, ok }) => `${step} ${ok}`);
    expect(said.slice(0, 6)).toEqual([
      "C3 true",
      "C4 true",
      "U4 true",
      "U5 true",
      "U8 true",
      "U9 true",
    ]);
    expect(said.slice(6)).toEqual(["U8 true", "U9 false", "U9 false"]);
  });

  test("tells listeners after commit, in order, and never of a rollback", async () => {
    const heard: string[] = [];
    let done: (() => void) | undefined;
    const promise = new Promise<void>((resolve) => {
      done = resolve;
    });
    const stop = await db.listen("lab_test", (payload) => {
      heard.push(payload);
      if (payload === "last") done?.();
    });
    const rolledBack = db.transaction(async (tx) => {
      await tx.query("select pg_notify('lab_test', 'never')");
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    await db.query("select pg_notify('lab_test', 'first')");
    await db.query("select pg_notify('lab_test', 'last')");
    await promise;
    await stop();
    expect(heard).toEqual(["first", "last"]);
  });

  test("a reset puts the projects back and leaves no message", async () => {
    await work(db);
    await resetLab(db);
    const { rows } = await db.query<{ content: unknown; count: number }>(
      `select content, (select count(*)::int from realtime.messages) +
         (select count(*)::int from public.fal_jobs) as count from public.projects where id = $1`,
      [projects.ada],
    );
    expect(rows).toEqual([{ content: seedContent(), count: 0 }]);
  });
});

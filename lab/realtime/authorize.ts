import type { Database } from "../db/database.ts";
import type { Claims } from "./tokens.ts";

type Transaction = Pick<Database, "query">;
export type Extension = "broadcast" | "presence";
export type ReadVerdict = "allowed" | "denied" | "partition" | "database";

/** Thrown to roll a probe back. */
const ROLLBACK = Symbol("rollback");

/** Runs `probe` in a transaction that is always rolled back. Rejects when the probe does. */
async function rolledBack<T>(db: Database, probe: (tx: Transaction) => Promise<T>): Promise<T> {
  const box: { value?: T } = {};
  try {
    await db.transaction(async (tx) => {
      box.value = await probe(tx);
      throw ROLLBACK;
    });
  } catch (error) {
    if (error !== ROLLBACK) throw error;
  }
  return box.value as T;
}

/** From here on the transaction is the user's: policies see role, topic and claims as PostgREST would set them. */
const become = (tx: Transaction, topic: string, claims: Claims) =>
  tx.query(
    `select set_config('role', $1, true), set_config('realtime.topic', $2, true),
       set_config('request.jwt.claims', $3, true), set_config('request.jwt.claim.sub', $4, true),
       set_config('request.jwt.claim.role', $1, true), set_config('request.headers', '{}', true)`,
    [claims.role, topic, JSON.stringify(claims), claims.sub ?? ""],
  );

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** Postgres speaks in five characters; anything else is the connection. */
const isPostgresCode = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code);
const NO_PARTITION = "23514";

const insertProbe = (tx: Transaction, topic: string, extension: Extension) =>
  tx.query<{ id: string }>(
    "insert into realtime.messages (topic, extension) values ($1, $2) returning id",
    [topic, extension],
  );

/**
 * Asks the policies whether `claims` may read `topic`: the server inserts one row for each extension as itself, becomes
 * the user, and looks which of them it sees. A policy that raises, or a role that Postgres does not know, denies.
 */
export async function mayRead(
  db: Database,
  topic: string,
  claims: Claims,
  extensions: Extension[],
): Promise<ReadVerdict> {
  const stage = { probing: false };
  try {
    return await rolledBack(db, async (tx) => {
      const ids: string[] = [];
      for (const extension of extensions) {
        const { rows } = await insertProbe(tx, topic, extension);
        ids.push(...rows.map(({ id }) => id));
      }
      stage.probing = true;
      await become(tx, topic, claims);
      const { rows } = await tx.query(
        "select id from realtime.messages where id = any($1::uuid[])",
        [`{${ids.join(",")}}`],
      );
      return rows.length > 0 ? "allowed" : "denied";
    });
  } catch (error) {
    const code = codeOf(error);
    if (!stage.probing && code === NO_PARTITION) return "partition";
    return isPostgresCode(code) ? "denied" : "database";
  }
}

/** Asks the INSERT policies whether `claims` may send to `topic`. */
export async function mayWrite(
  db: Database,
  topic: string,
  claims: Claims,
  extension: Extension,
): Promise<boolean> {
  try {
    return await rolledBack(db, async (tx) => {
      await become(tx, topic, claims);
      await tx.query("insert into realtime.messages (topic, extension) values ($1, $2)", [
        topic,
        extension,
      ]);
      return true;
    });
  } catch {
    return false;
  }
}

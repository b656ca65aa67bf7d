import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePartitions } from "./partitions.ts";
import { openPglite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";
import { seed } from "./seed.ts";

export interface Notice {
  /** As Postgres prints it: LOG, NOTICE, WARNING. */
  severity: string;
  message: string;
}

export interface Database {
  /** One statement. A jsonb parameter is an object, an array or JSON text. Rejects with the database's error. */
  query<T = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<{ rows: T[] }>;
  /** Commits when `run` resolves, rolls back and rejects when it rejects. */
  transaction<T>(run: (tx: Pick<Database, "query">) => Promise<T>): Promise<T>;
  /** Several statements, no parameters. */
  exec(sql: string): Promise<void>;
  /** LISTEN. The payload is what pg_notify was given. Resolves to the function that stops it. */
  listen(channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>;
  /** What RAISE LOG, NOTICE and WARNING say, of all statements. Returns the function that stops it. */
  onNotice(handler: (notice: Notice) => void): () => void;
  close(): Promise<void>;
  kind: "pglite" | "postgres";
}

const here = () => dirname(fileURLToPath(import.meta.url));
const script = (name: string) => readFileSync(join(here(), name), "utf8");

/**
 * Opens the lab's database with its schema, its partitions and its rows: PGlite in memory (or in `dataDir`), or the
 * Postgres at `url`.
 * With `stack` the schema `realtime` belongs to a real Supabase stack and is left alone. Safe on a database that has it
 * all already. Rejects when the database cannot be reached.
 */
export async function openDatabase(
  options: { url?: string; dataDir?: string; stack?: boolean } = {},
): Promise<Database> {
  const db =
    options.url === undefined ? await openPglite(options.dataDir) : await openPostgres(options.url);
  if (!options.stack) {
    await db.exec(script("realtime.sql"));
    await ensurePartitions(db);
  }
  await db.exec(script("app.sql"));
  await seed(db);
  return db;
}

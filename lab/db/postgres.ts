import { Client, escapeIdentifier, Pool } from "pg";
import type { Notification, QueryResult } from "pg";
import type { Database, Notice } from "./database.ts";
import { asParameter } from "./parameter.ts";

const asRows = <T>(result: QueryResult): { rows: T[] } => ({ rows: result.rows as T[] });

/** A real Postgres: a pool for the queries and one client that listens. Rejects when it cannot connect. */
export async function openPostgres(url: string): Promise<Database> {
  const config = { connectionString: url, options: "-c client_min_messages=log -c timezone=UTC" };
  const pool = new Pool({ ...config, max: 8 });
  const listener = new Client(config);
  const handlers = new Set<(notice: Notice) => void>();
  // A connection that dies between two queries reports here; the next query opens another one.
  pool.on("error", () => {});
  listener.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("notice", ({ severity = "NOTICE", message = "" }) => {
      for (const handler of handlers) handler({ severity, message });
    });
  });
  await listener.connect();

  return {
    kind: "postgres",
    query: async <T>(sql: string, params?: unknown[]) =>
      asRows<T>(await pool.query(sql, params?.map(asParameter))),
    transaction: async (run) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        const value = await run({
          query: async <T>(sql: string, params?: unknown[]) =>
            asRows<T>(await client.query(sql, params?.map(asParameter))),
        });
        await client.query("commit");
        return value;
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        client.release();
      }
    },
    exec: async (sql) => {
      await pool.query(sql);
    },
    listen: async (channel, handler) => {
      const name = escapeIdentifier(channel);
      const hear = (message: Notification) => {
        if (message.channel === channel) handler(message.payload ?? "");
      };
      listener.on("notification", hear);
      await listener.query(`listen ${name}`);
      return async () => {
        listener.off("notification", hear);
        await listener.query(`unlisten ${name}`);
      };
    },
    onNotice: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    close: async () => {
      await Promise.all([pool.end(), listener.end()]);
    },
  };
}

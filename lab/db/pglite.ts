import { PGlite } from "@electric-sql/pglite";
import type { Database, Notice } from "./database.ts";
import { asParameter } from "./parameter.ts";

interface Raised {
  severity?: string | undefined;
  message?: string | undefined;
}

/** Postgres in this process, in memory or in `dataDir`. One connection: a transaction makes the other queries wait. */
export async function openPglite(dataDir?: string): Promise<Database> {
  const pg = dataDir === undefined ? await PGlite.create() : await PGlite.create(dataDir);
  await pg.exec("set client_min_messages = log; set timezone = 'UTC'");
  const handlers = new Set<(notice: Notice) => void>();
  const onNotice = ({ severity = "NOTICE", message = "" }: Raised) => {
    for (const handler of handlers) handler({ severity, message });
  };

  return {
    kind: "pglite",
    query: async <T>(sql: string, params?: unknown[]) => {
      const { rows } = await pg.query<T>(sql, params?.map(asParameter), { onNotice });
      return { rows };
    },
    transaction: (run) =>
      pg.transaction((tx) =>
        run({
          query: async <T>(sql: string, params?: unknown[]) => {
            const { rows } = await tx.query<T>(sql, params?.map(asParameter), { onNotice });
            return { rows };
          },
        }),
      ),
    exec: async (sql) => {
      await pg.exec(sql, { onNotice });
    },
    listen: async (channel, handler) => {
      const stop = await pg.listen(channel, handler);
      return () => stop();
    },
    onNotice: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    close: () => pg.close(),
  };
}

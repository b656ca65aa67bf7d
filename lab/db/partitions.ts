import type { Database } from "./database.ts";

const DAY_MS = 86_400_000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The partition of the day (UTC) that `time`, in ms since 1970, falls on: `realtime.messages_2026_11_23`. */
export const partitionName = (time: number): string =>
  `realtime.messages_${dayOf(time).replaceAll("-", "_")}`;

/** `from '2026-11-23' to '2026-11-24'` with the brackets that CREATE and ATTACH want. */
const bounds = (time: number): string => `from ('${dayOf(time)}') to ('${dayOf(time + DAY_MS)}')`;

const isAttached = async (db: Database, name: string): Promise<boolean> => {
  const { rows } = await db.query(
    "select from pg_inherits where inhparent = 'realtime.messages'::regclass and inhrelid = to_regclass($1)",
    [name],
  );
  return rows.length > 0;
};

/** Makes and attaches the partitions of yesterday to today + 3, as the server does; sending never makes one. */
export async function ensurePartitions(db: Database, now = Date.now()): Promise<void> {
  for (const offset of [-1, 0, 1, 2, 3]) {
    const day = now + offset * DAY_MS;
    const name = partitionName(day);
    if (await isAttached(db, name)) continue;
    await db.exec(`
      create table if not exists ${name} (like realtime.messages including all);
      alter table ${name} enable row level security;
      alter table realtime.messages attach partition ${name} for values ${bounds(day)};
    `);
  }
}

/** Takes today's partition away, rows and all, until {@link ensurePartitions} attaches it again. */
export async function detachToday(db: Database, now = Date.now()): Promise<void> {
  const name = partitionName(now);
  if (await isAttached(db, name)) {
    await db.exec(`alter table realtime.messages detach partition ${name}`);
  }
}

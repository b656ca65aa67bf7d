import type { Database } from "./database.ts";
import { detachToday, ensurePartitions } from "./partitions.ts";

type Names = ReadonlySet<string>;

/** The jobs trigger does not fire on UPDATE. */
const UPDATE_MISSING = "db.fal_jobs-update-trigger-missing";
const EVERY_CHANGE = "insert or update or delete";

/** A broadcast trigger in the state the faults ask for: gone, there but off, or firing on fewer operations. */
const triggerSql = (table: string, names: Names, events = EVERY_CHANGE): string => {
  const trigger = `${table}_broadcast_trigger`;
  if (names.has(`db.${table}-trigger-dropped`)) {
    return `drop trigger if exists ${trigger} on public.${table};`;
  }
  const state = names.has(`db.${table}-trigger-disabled`) ? "disable" : "enable";
  return `create or replace trigger ${trigger} after ${events} on public.${table}
      for each row execute function public.${trigger}();
    alter table public.${table} ${state} trigger ${trigger};`;
};

const JOBS_TOPIC = "(select realtime.topic()) = 'fal_jobs:' || (select auth.uid())";
const PROJECTS_TOPIC = `exists (
  select from public.projects
  where user_id = (select auth.uid()) and 'project:' || id = (select realtime.topic())
)`;

const policySql = (policy: string, denied: boolean, using: string): string =>
  `alter policy ${policy} on realtime.messages using (${denied ? "false" : using});`;

/** What the triggers pass instead of TG_OP, by the fault that asks for it; broadcast_changes refuses such an operation. */
const RAISES: Record<string, string[]> = {
  "db.broadcast-raises": ["fal_jobs INSERT", "fal_jobs UPDATE", "projects UPDATE"],
  "db.broadcast-raises-on-job-update": ["fal_jobs UPDATE"],
  "db.broadcast-raises-on-project-update": ["projects UPDATE"],
};

const settings = (names: Names): Record<string, unknown> => ({
  debug: names.has("db.debug"),
  "broadcast-operation": Object.fromEntries(
    Object.entries(RAISES)
      .filter(([name]) => names.has(name))
      .flatMap(([, changes]) => changes.map((change) => [change, "UPSERT"])),
  ),
});

const settingSql = ([key, value]: [string, unknown]): string =>
  `insert into public.lab_settings (key, value) values ('${key}', '${JSON.stringify(value)}')
   on conflict (key) do update set value = excluded.value;`;

/**
 * Puts the database in exactly the state that `names` describe: faults that are not among them are undone. Safe to call
 * again. Rejects when the database refuses, and then nothing but the partition has changed.
 */
export async function applyDatabaseFaults(db: Database, names: Names): Promise<void> {
  const events = names.has(UPDATE_MISSING) ? "insert or delete" : EVERY_CHANGE;
  if (names.has("db.partition-missing")) await detachToday(db);
  else await ensurePartitions(db);
  await db.exec(
    [
      triggerSql("fal_jobs", names, events),
      triggerSql("projects", names),
      policySql("fal_jobs_topic_reads", names.has("db.policy-denies-jobs"), JOBS_TOPIC),
      policySql("projects_topic_reads", names.has("db.policy-denies-projects"), PROJECTS_TOPIC),
      ...Object.entries(settings(names)).map(settingSql),
    ].join("\n"),
  );
}

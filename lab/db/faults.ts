import type { Database } from "./database.ts";
import { detachToday, ensurePartitions } from "./partitions.ts";

type Names = ReadonlySet<string>;

const EVERY_CHANGE = "insert or update or delete";

/** What is left of `insert or update or delete` with the fault. */
const EVENTS: Record<string, string> = {
  "db.fal_jobs-insert-trigger-missing": "update or delete",
  "db.fal_jobs-update-trigger-missing": "insert or delete",
  "db.fal_jobs-update-trigger-disabled": "insert or delete",
};

const eventsOf = (table: string, names: Names): string =>
  Object.entries(EVENTS).find(
    ([fault]) => names.has(fault) && fault.startsWith(`db.${table}-`),
  )?.[1] ?? EVERY_CHANGE;

/** A broadcast trigger in the state the faults ask for: gone, there but off, or firing on fewer operations. */
const triggerSql = (table: string, names: Names): string => {
  const trigger = `${table}_broadcast_trigger`;
  if (names.has(`db.${table}-trigger-dropped`)) {
    return `drop trigger if exists ${trigger} on public.${table};`;
  }
  const state = names.has(`db.${table}-trigger-disabled`) ? "disable" : "enable";
  return `create or replace trigger ${trigger} after ${eventsOf(table, names)} on public.${table}
      for each row execute function public.${trigger}();
    alter table public.${table} ${state} trigger ${trigger};`;
};

/** UPDATE as a trigger of its own, because a trigger can only be disabled as a whole. */
const updateTriggerSql = (names: Names): string => {
  const trigger = "fal_jobs_broadcast_update_trigger";
  const drop = `drop trigger if exists ${trigger} on public.fal_jobs;`;
  if (!names.has("db.fal_jobs-update-trigger-disabled")) return drop;
  return `${drop}
    create trigger ${trigger} after update on public.fal_jobs
      for each row execute function public.fal_jobs_broadcast_trigger();
    alter table public.fal_jobs disable trigger ${trigger};`;
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
  "db.broadcast-raises-on-job-insert": ["fal_jobs INSERT"],
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
  if (names.has("db.partition-missing")) await detachToday(db);
  else await ensurePartitions(db);
  await db.exec(
    [
      triggerSql("fal_jobs", names),
      updateTriggerSql(names),
      triggerSql("projects", names),
      policySql("fal_jobs_topic_reads", names.has("db.policy-denies-jobs"), JOBS_TOPIC),
      policySql("projects_topic_reads", names.has("db.policy-denies-projects"), PROJECTS_TOPIC),
      ...Object.entries(settings(names)).map(settingSql),
    ].join("\n"),
  );
}

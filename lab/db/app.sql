-- The demo app: two tables, their policies, and one broadcast trigger each. Safe to run again.

create table if not exists public.fal_jobs (
  id uuid primary key default gen_random_uuid(),
  request_id text unique,
  user_id uuid not null,
  model_id text,
  type text not null default 'image' check (type in ('image', 'video')),
  status text not null default 'pending' check (status in ('pending', 'completed', 'failed')),
  input jsonb not null default '{}',
  result jsonb,
  error text,
  created_at timestamptz not null default now(),
  completed_at timestamptz
);
create index if not exists fal_jobs_user on public.fal_jobs (user_id, created_at desc);

create table if not exists public.projects (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  name text not null,
  content jsonb not null default '{"nodes": [], "edges": [], "viewport": {"x": 0, "y": 0, "zoom": 1}}',
  updated_at timestamptz not null default now()
);

-- Knobs of the lab. 'debug' = true adds _debug to payloads; 'broadcast-operation' is what the triggers pass instead of
-- TG_OP, so that broadcast_changes refuses: {"fal_jobs INSERT": "UPSERT"}.
create table if not exists public.lab_settings (key text primary key, value jsonb not null);

alter table public.fal_jobs enable row level security;
alter table public.projects enable row level security;
alter table public.lab_settings enable row level security;
grant usage on schema public to anon, authenticated, service_role;
grant select on public.fal_jobs, public.projects to anon, authenticated;
grant all on public.fal_jobs, public.projects to service_role;

create or replace function public.lab_setting(name text) returns jsonb
security definer set search_path = public language sql stable as $$
  select value from lab_settings where key = name
$$;

-- Calls broadcast_changes, or with debug on sends the same payload with _debug in it. Raises what it raises.
create or replace function public.lab_broadcast(
  topic text, operation text, table_name text, table_schema text, new record, old record, debug jsonb
) returns void language plpgsql as $$
declare
  sent text := coalesce(lab_setting('broadcast-operation') ->> (table_name || ' ' || operation), operation);
begin
  if lab_setting('debug') is distinct from 'true' or sent <> operation then
    perform realtime.broadcast_changes(topic, operation, sent, table_name, table_schema, new, old);
  else
    perform realtime.send(
      jsonb_build_object(
        'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema,
        '_debug', jsonb_strip_nulls(debug)
      ),
      operation,
      topic
    );
  end if;
end
$$;

create or replace function public.fal_jobs_broadcast_trigger() returns trigger
security definer set search_path = public language plpgsql as $$
declare
  v_topic text := 'fal_jobs:' || coalesce(new.user_id, old.user_id);
  v_job_id uuid := coalesce(new.id, old.id);
begin
  raise log '[REALTIME] fal_jobs trigger: topic=%, operation=%, job_id=%, timestamp=%',
    v_topic, tg_op, v_job_id, now();
  begin
    perform lab_broadcast(v_topic, tg_op, tg_table_name, tg_table_schema, new, old, jsonb_build_object(
      'triggeredAt', clock_timestamp(), 'triggerName', tg_name, 'broadcastSuccess', true
    ));
    raise log '[REALTIME] fal_jobs broadcast SUCCESS: topic=%, job_id=%', v_topic, v_job_id;
  exception when others then
    raise warning '[REALTIME] fal_jobs broadcast FAILED: topic=%, job_id=%, error=%, detail=%',
      v_topic, v_job_id, sqlerrm, sqlstate;
  end;
  return coalesce(new, old);
end
$$;

-- The first node whose data differs between two contents: what the design calls nodeUpdated.
create or replace function public.changed_node(before jsonb, after jsonb) returns text language sql immutable as $$
  select a.node ->> 'id'
  from jsonb_array_elements(after -> 'nodes') as a (node)
  left join jsonb_array_elements(before -> 'nodes') as b (node) on b.node ->> 'id' = a.node ->> 'id'
  where a.node -> 'data' is distinct from b.node -> 'data'
  limit 1
$$;

create or replace function public.projects_broadcast_trigger() returns trigger
security definer set search_path = public language plpgsql as $$
declare
  v_project_id uuid := coalesce(new.id, old.id);
  v_topic text := 'project:' || v_project_id;
begin
  raise log '[REALTIME] projects trigger: topic=%, operation=%, project_id=%, timestamp=%',
    v_topic, tg_op, v_project_id, now();
  begin
    perform lab_broadcast(v_topic, tg_op, tg_table_name, tg_table_schema, new, old, jsonb_build_object(
      'triggeredAt', clock_timestamp(), 'triggerName', tg_name, 'broadcastSuccess', true,
      'nodeUpdated', changed_node(old.content, new.content)
    ));
    raise log '[REALTIME] projects broadcast SUCCESS: topic=%, project_id=%', v_topic, v_project_id;
  exception when others then
    raise warning '[REALTIME] projects broadcast FAILED: topic=%, project_id=%, error=%, detail=%',
      v_topic, v_project_id, sqlerrm, sqlstate;
  end;
  return coalesce(new, old);
end
$$;

create or replace trigger fal_jobs_broadcast_trigger after insert or update or delete on public.fal_jobs
  for each row execute function public.fal_jobs_broadcast_trigger();
create or replace trigger projects_broadcast_trigger after insert or update or delete on public.projects
  for each row execute function public.projects_broadcast_trigger();

drop policy if exists "owner reads jobs" on public.fal_jobs;
create policy "owner reads jobs" on public.fal_jobs for select to authenticated
  using (user_id = (select auth.uid()));
drop policy if exists "owner reads projects" on public.projects;
create policy "owner reads projects" on public.projects for select to authenticated
  using (user_id = (select auth.uid()));

drop policy if exists fal_jobs_topic_reads on realtime.messages;
create policy fal_jobs_topic_reads on realtime.messages for select to authenticated
  using ((select realtime.topic()) = 'fal_jobs:' || (select auth.uid()));
drop policy if exists projects_topic_reads on realtime.messages;
create policy projects_topic_reads on realtime.messages for select to authenticated
  using (exists (
    select from public.projects
    where user_id = (select auth.uid()) and 'project:' || id = (select realtime.topic())
  ));

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "./db/database.ts";
import { applyDatabaseFaults } from "./db/faults.ts";
import { resetLab, seed, type Padding } from "./db/seed.ts";
import { shareLab, type Lab } from "./lib/lab.ts";
import { lines, logNotices, reached } from "./log.ts";
import type { Limits } from "./realtime/limits.ts";
import { startRealtime } from "./realtime/server.ts";
import { findScenario, type FaultName, type Scenario } from "./scenarios.ts";
import { Switches } from "./switches.ts";

/** The secret that a local Supabase stack starts with; it protects nothing here. */
const LOCAL_SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";

export interface LabOptions {
  realtimePort?: number;
  /** A PostgreSQL to use instead of PGlite. */
  databaseUrl?: string | undefined;
  /** A running Supabase stack to use instead of the stand-in; needs `databaseUrl` too. */
  supabaseUrl?: string | undefined;
  jwtSecret?: string | undefined;
  /** How long a refused join is held, ms; a real server takes 5,000. */
  deniedHoldMs?: number;
  /** How long the provider thinks, ms. */
  webhookDelayMs?: number;
}

type Names = ReadonlySet<FaultName>;

/** The limits of Supabase's free plan, where they differ, and those that faults set. */
const limitsOf = (faults: Names): Partial<Limits> => ({
  payloadKb: 256,
  ...(faults.has("realtime.one-channel") && { channelsPerSocket: 1 }),
  ...(faults.has("realtime.no-channels") && { channelsPerSocket: 0 }),
});

const paddingOf = (faults: Names): Padding => ({
  prompt: faults.has("project.huge-prompt") ? 270_000 : 0,
  notes: faults.has("project.huge-content") ? 140_000 : 0,
});

const lastLine = (): number => lines().at(-1)?.n ?? 0;

/** Database, Realtime and what the app shares with them. The one who serves the app sets `lab.origin`. */
export async function openLab(
  options: LabOptions = {},
): Promise<{ lab: Lab; close(): Promise<void> }> {
  const { supabaseUrl, databaseUrl, jwtSecret = LOCAL_SECRET, webhookDelayMs = 600 } = options;
  const healthy = findScenario("healthy-v1");
  if (!healthy) throw new Error("There is no scenario healthy-v1.");
  const db = await openDatabase({
    ...(databaseUrl && { url: databaseUrl }),
    stack: supabaseUrl !== undefined,
  });
  await seed(db);
  const stopNotices = logNotices(db);
  const switches = new Switches();
  const limits = limitsOf(switches.on);
  const realtime = supabaseUrl
    ? null
    : await startRealtime({
        db,
        port: options.realtimePort ?? 3211,
        jwtSecret,
        limits,
        faults: () => switches.on,
        ...(options.deniedHoldMs !== undefined && { deniedHoldMs: options.deniedHoldMs }),
      });

  const timers = new Set<NodeJS.Timeout>();
  let since = lastLine();
  let ended = new AbortController();
  const forget = () => {
    ended.abort();
    ended = new AbortController();
    lab.run = crypto.randomUUID();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    switches.abandon();
  };
  const reset = async () => {
    forget();
    await resetLab(db, paddingOf(switches.on));
    since = lastLine();
  };
  const apply = async (faults: Names) => {
    await applyDatabaseFaults(db, faults);
    const padding = JSON.stringify(paddingOf(switches.on));
    const fresh = switches.set(faults);
    delete limits.channelsPerSocket;
    Object.assign(limits, limitsOf(faults));
    for (const fault of fresh) realtime?.strike(fault);
    if (JSON.stringify(paddingOf(faults)) !== padding) await reset();
  };

  const lab: Lab = {
    db,
    scenario: healthy,
    run: crypto.randomUUID(),
    get faults() {
      return switches.on;
    },
    origin: "",
    realtimeUrl: supabaseUrl ?? `http://127.0.0.1:${realtime?.port}`,
    jwtSecret,
    webhookDelayMs,
    storage: await mkdtemp(path.join(tmpdir(), "hopscope-lab-")),
    async use(scenario: Scenario) {
      forget();
      realtime?.recover();
      lab.scenario = scenario;
      await apply(new Set(scenario.faults));
      since = lastLine();
    },
    async turn(change) {
      await apply(switches.after(change));
      switches.release();
    },
    released: (fault) => switches.released(fault),
    reached: (step) => reached(step, since, ended.signal),
    later(work) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void work();
      }, webhookDelayMs);
      timers.add(timer);
    },
    reset,
  };
  shareLab(lab);

  return {
    lab,
    async close() {
      forget();
      await realtime?.close();
      stopNotices();
      await db.close();
      await rm(lab.storage, { recursive: true, force: true });
      shareLab(undefined);
    },
  };
}

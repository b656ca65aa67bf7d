/** The lab: database, app and Realtime in one process. `npm run lab` builds and starts it. */
import nextModule from "next";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "./db/database.ts";
import { applyDatabaseFaults } from "./db/faults.ts";
import { resetLab, seed } from "./db/seed.ts";
import { shareLab, type Lab } from "./lib/lab.ts";
import { logNotices } from "./log.ts";
import { startRealtime } from "./realtime/server.ts";
import { findScenario, type FaultName, type Scenario } from "./scenarios.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The secret that a local Supabase stack starts with; it protects nothing here. */
const LOCAL_SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";

export interface LabOptions {
  /** 0 chooses a free one. */
  port?: number;
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

export interface RunningLab {
  url: string;
  realtimeUrl: string;
  close(): Promise<void>;
}

/** Starts the lab on 127.0.0.1. Needs `npm run build -w lab` first. One lab a process. */
export async function startLab(options: LabOptions = {}): Promise<RunningLab> {
  const { supabaseUrl, databaseUrl, jwtSecret = LOCAL_SECRET, webhookDelayMs = 600 } = options;
  const db = await openDatabase({
    ...(databaseUrl && { url: databaseUrl }),
    stack: supabaseUrl !== undefined,
  });
  await seed(db);
  const stopNotices = logNotices(db);
  const healthy = findScenario("healthy-v1");
  if (!healthy) throw new Error("There is no scenario healthy-v1.");
  let active: ReadonlySet<FaultName> = new Set();
  const realtime = supabaseUrl
    ? null
    : await startRealtime({
        db,
        port: options.realtimePort ?? 3211,
        jwtSecret,
        faults: () => active,
        ...(options.deniedHoldMs !== undefined && { deniedHoldMs: options.deniedHoldMs }),
      });
  const realtimeUrl = supabaseUrl ?? `http://127.0.0.1:${realtime?.port}`;

  const timers = new Set<NodeJS.Timeout>();
  const forget = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  const lab: Lab = {
    db,
    scenario: healthy,
    origin: "",
    realtimeUrl,
    jwtSecret,
    webhookDelayMs,
    storage: await mkdtemp(path.join(tmpdir(), "hopscope-lab-")),
    async use(scenario: Scenario) {
      const names = new Set(scenario.faults);
      await applyDatabaseFaults(db, names);
      active = names;
      lab.scenario = scenario;
    },
    later(work) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void work();
      }, webhookDelayMs);
      timers.add(timer);
    },
    async reset() {
      forget();
      await resetLab(db);
    },
  };
  shareLab(lab);

  const app = nextModule({ dev: false, dir: HERE });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 3210, "127.0.0.1", resolve);
  });
  lab.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: lab.origin,
    realtimeUrl,
    async close() {
      forget();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await app.close();
      await realtime?.close();
      stopNotices();
      await db.close();
      rmSync(lab.storage, { recursive: true, force: true });
      shareLab(undefined);
    },
  };
}

async function main(): Promise<void> {
  const { PORT, REALTIME_PORT, DATABASE_URL, SUPABASE_URL, SUPABASE_JWT_SECRET } = process.env;
  const lab = await startLab({
    port: Number(PORT ?? 3210),
    realtimePort: Number(REALTIME_PORT ?? 3211),
    databaseUrl: DATABASE_URL,
    supabaseUrl: SUPABASE_URL,
    jwtSecret: SUPABASE_JWT_SECRET,
  });
  console.log(
    `The lab is at ${lab.url}, its scenarios at ${lab.url}/lab, Realtime at ${lab.realtimeUrl}.`,
  );
  const stop = () => void lab.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

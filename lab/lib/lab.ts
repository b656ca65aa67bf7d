import type { Database } from "../db/database.ts";
import type { FaultName, Scenario } from "../scenarios.ts";

/** What the server process shares with the app that Next bundled: one of it, on globalThis. */
export interface Lab {
  db: Database;
  scenario: Scenario;
  /** Origin of the app, as its own server reaches it: the provider calls webhooks there. */
  origin: string;
  /** What the browser's client connects to. */
  realtimeUrl: string;
  jwtSecret: string;
  /** How long the provider thinks, ms. */
  webhookDelayMs: number;
  /** Folder of stored pictures. */
  storage: string;
  /** Does `work` after the provider's delay, unless the lab is reset or closed before. */
  later(work: () => Promise<void>): void;
  use(scenario: Scenario): Promise<void>;
  reset(): Promise<void>;
}

const shared = globalThis as typeof globalThis & { hopscopeLab?: Lab };

/** @throws when the app was not started by `lab/server.ts`. */
export function lab(): Lab {
  if (!shared.hopscopeLab)
    throw new Error("Start the lab with `npm run lab`: it brings the database.");
  return shared.hopscopeLab;
}

export function shareLab(value: Lab | undefined): void {
  if (value) shared.hopscopeLab = value;
  else delete shared.hopscopeLab;
}

/** Whether a fault is switched on. */
export const has = (fault: FaultName): boolean => lab().scenario.faults.includes(fault);

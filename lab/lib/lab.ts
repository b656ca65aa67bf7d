import type { Database } from "../db/database.ts";
import type { FaultName, Scenario } from "../scenarios.ts";

export interface Change {
  on?: FaultName[];
  off?: FaultName[];
}

/** What the server process shares with the app that Next bundled: one of it, on globalThis. */
export interface Lab {
  db: Database;
  scenario: Scenario;
  /** A new one with every scenario and reset: what was cached or begun before is not for now. */
  run: string;
  /** What is switched on: the scenario's faults, and what {@link Lab.turn} made of them. */
  faults: ReadonlySet<FaultName>;
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
  /** Switches faults while the page runs, until the next scenario. */
  turn(change: Change): Promise<void>;
  /** True once the fault is off; false when what waits is not wanted any more, because of a reset or a new scenario. */
  released(fault: FaultName): Promise<boolean>;
  /** True once the log has a line of that step since the last reset; false as {@link Lab.released}. */
  reached(step: string): Promise<boolean>;
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
export const has = (fault: FaultName): boolean => lab().faults.has(fault);

import { useCallback, useEffect, useRef, useState } from "react";
import type { Job } from "../lib/chain/job.ts";
import type { Profile } from "../lib/chain/profile.ts";
import { getsOf, joinOf } from "./asks.ts";
import { jobKey } from "./filter.ts";
import type { Probes } from "./probes.ts";

/** What is being asked about one job, and what went wrong the last time. */
interface Asking {
  get: boolean;
  join: boolean;
  failure?: string | undefined;
}
const quiet: Asking = { get: false, join: false };

export interface Prober {
  probes: Probes;
  of(job: Job): Asking;
  get(job: Job): void;
  join(job: Job, hosts: readonly string[]): void;
}

interface ProbesOptions {
  probes: Probes | undefined;
  profile: Profile;
  jobs: readonly Job[];
  /** The document whose jobs are asked about without a press; undefined while the site is not switched on. */
  alone: string | undefined;
}

/** Asks, each question of a job once at a time, and keeps what runs. Undefined where nothing can be asked. */
export function useProbes({ probes, profile, jobs, alone }: ProbesOptions): Prober | undefined {
  const [states, setStates] = useState<ReadonlyMap<string, Asking>>(new Map());
  const running = useRef(new Set<string>());

  const run = useCallback((job: Job, what: "get" | "join", ask: () => Promise<void>) => {
    const key = jobKey(job);
    if (running.current.has(`${what} ${key}`)) return;
    running.current.add(`${what} ${key}`);
    const change = (part: Partial<Asking>) =>
      setStates((all) => new Map(all).set(key, { ...quiet, ...all.get(key), ...part }));
    const end = (failure?: string) => {
      running.current.delete(`${what} ${key}`);
      change({ [what]: false, failure });
    };
    change({ [what]: true, failure: undefined });
    ask().then(
      () => end(),
      (error: unknown) => end(error instanceof Error ? error.message : String(error)),
    );
  }, []);

  const get = useCallback(
    (job: Job) => {
      const found = getsOf(job, profile);
      if (probes && "asks" in found) run(job, "get", () => probes.get(found.asks, job.doc));
    },
    [probes, profile, run],
  );

  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!probes || alone === undefined) return;
    for (const job of jobs) {
      const { kind, between } = job.verdict;
      if (job.doc !== alone || kind !== "broken" || !between) continue;
      if (asked.current.has(jobKey(job))) continue;
      asked.current.add(jobKey(job));
      get(job);
    }
  }, [probes, alone, jobs, get]);

  if (!probes) return undefined;
  return {
    probes,
    of: (job) => states.get(jobKey(job)) ?? quiet,
    get,
    join(job, hosts) {
      const found = joinOf(job, profile, hosts);
      if (found && "asks" in found) {
        const { topic } = found.asks;
        run(job, "join", () => probes.join(topic, hosts, job.doc));
      }
    },
  };
}

import { createStore, type StoreApi } from "zustand/vanilla";
import { Docket } from "./chain/docket.ts";
import type { Job } from "./chain/job.ts";
import { imageProfile, type Profile } from "./chain/profile.ts";
import type { CaptureEvent } from "./event.ts";

export interface HopscopeState {
  /** The log, in the order of arrival. */
  events: CaptureEvent[];
  /** Oldest first. */
  jobs: Job[];
  /** How many events the taps had to drop. */
  gaps: number;
  /** The clock of the last diagnosis, ms since the epoch. */
  now: number;
  append(events: readonly CaptureEvent[]): void;
  /** Lets time pass: only jobs that still run are looked at again. */
  tick(now: number): void;
  clear(): void;
}

export type Hopscope = StoreApi<HopscopeState>;

/** The log and what follows from it. Each change diagnoses only the jobs that it may be about. */
export function createHopscope({ profile = imageProfile }: { profile?: Profile } = {}): Hopscope {
  let docket = new Docket(profile);

  /** Oldest first. The same array when nothing changed, the same job objects where they did not. */
  function refresh(now: number, jobs: Job[]): Job[] {
    if (docket.settle(now).size === 0) return jobs;
    return [...docket.jobs.values()].toSorted(
      (a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1),
    );
  }

  return createStore<HopscopeState>()((set, get) => ({
    events: [],
    jobs: [],
    gaps: 0,
    now: 0,
    append(events) {
      const fresh = events.filter((event) => docket.push(event));
      if (fresh.length === 0) return;
      const now = fresh.reduce((latest, { at }) => Math.max(latest, at), get().now);
      const jobs = refresh(now, get().jobs);
      set({ events: get().events.concat(fresh), jobs, gaps: docket.log.gaps, now });
    },
    tick(now) {
      if (now > get().now) set({ jobs: refresh(now, get().jobs), now });
    },
    clear() {
      docket = new Docket(profile);
      set({ events: [], jobs: [], gaps: 0, now: 0 });
    },
  }));
}

/** Time after the last event at which everything that was still due has become missing, ms. */
export function horizon(profile: Profile = imageProfile): number {
  return 2 * Object.values(profile.steps).reduce((sum, { budget }) => sum + budget, 0);
}

import { createStore, type StoreApi } from "zustand/vanilla";
import { fileLimits, LogSize, panelLimits, type LogLimits } from "./bounded-log.ts";
import { Docket } from "./chain/docket.ts";
import type { Job, Notice } from "./chain/job.ts";
import { imageProfile, withBudgets, type Budgets, type Profile } from "./chain/profile.ts";
import type { CaptureEvent } from "./event.ts";

export interface HopscopeState {
  /** The log, in the order of arrival. The same array grows as long as nothing is cleared: a log is not copied for each batch. */
  events: readonly CaptureEvent[];
  /** Oldest first. */
  jobs: Job[];
  /** How many events the taps had to drop. */
  gaps: number;
  /** What is worth knowing about the pages. */
  notices: Notice[];
  /** The clock of the last diagnosis, ms since the epoch. */
  now: number;
  /** Whether time alone may still change a verdict: then somebody should call `tick`. */
  open: boolean;
  /** The budgets in which this run differs from the profile. */
  budgets: Budgets;
  append(events: readonly CaptureEvent[]): void;
  /** Lets time pass: only jobs that still run are looked at again. */
  tick(now: number): void;
  /** Begins an empty log; `limits` are those of the new one. */
  clear(limits?: LogLimits): void;
  /** Begins the run anew over the same log, with these budgets. */
  setBudgets(budgets: Budgets): void;
}

export type Hopscope = StoreApi<HopscopeState>;

/** The log and what follows from it. Each change diagnoses only the jobs that it may be about. */
export function createHopscope({
  profile = imageProfile,
  limits: usual = panelLimits,
}: { profile?: Profile; limits?: LogLimits } = {}): Hopscope {
  let docket = new Docket(profile);
  let limits = usual;
  let log: CaptureEvent[] = [];
  let size = new LogSize(limits);
  /** The jobs in the list, by their keys. */
  const shown = new Map<string, Job>();

  /** The jobs that have changed are put in their places; the same array when none has. */
  function refresh(now: number, jobs: Job[]): Job[] {
    const keys = docket.settle(now);
    if (keys.size === 0) return jobs;
    const next = jobs.slice();
    for (const key of keys) {
      const [before, after] = [shown.get(key), docket.jobs.get(key)];
      const place = before && placeOf(next, before);
      if (before && after && isSamePlace(before, after)) next[place!] = after;
      else {
        if (place !== undefined) next.splice(place, 1);
        if (after) next.splice(placeOf(next, after), 0, after);
      }
      if (after) shown.set(key, after);
      else shown.delete(key);
    }
    return next;
  }

  /** What follows from the log at `now`, after `jobs`. */
  const follow = (now: number, jobs: Job[]) => ({
    events: log,
    jobs: refresh(now, jobs),
    gaps: docket.log.pages.gaps,
    notices: docket.notices.all(),
    now,
    open: docket.isOpen(now),
  });

  const begin = (budgets: Budgets) => {
    docket = new Docket(withBudgets(profile, budgets));
    shown.clear();
  };

  const take = (event: CaptureEvent): boolean => {
    if (!docket.push(event)) return false;
    log.push(event);
    size.add(event);
    return true;
  };

  /** Begins anew with the newest events of the log. */
  const shorten = (budgets: Budgets) => {
    const kept = size.trim(log);
    log = [];
    size = new LogSize(limits);
    begin(budgets);
    for (const event of kept) take(event);
  };

  return createStore<HopscopeState>()((set, get) => ({
    events: log,
    jobs: [],
    gaps: 0,
    notices: [],
    now: 0,
    open: false,
    budgets: {},
    append(events) {
      const before = log.length;
      let { now } = get();
      for (const event of events) {
        if (!take(event)) continue;
        if (event.at > now) now = event.at;
      }
      if (log.length === before) return;
      if (!size.isOver) return set(follow(now, get().jobs));
      shorten(get().budgets);
      set(follow(now, []));
    },
    tick(now) {
      if (now > get().now) set(follow(now, get().jobs));
    },
    clear(next = usual) {
      limits = next;
      log = [];
      size = new LogSize(limits);
      begin(get().budgets);
      set({ events: log, jobs: [], gaps: 0, notices: [], now: 0, open: false });
    },
    setBudgets(budgets) {
      begin(budgets);
      for (const event of log) docket.push(event);
      set({ budgets, ...follow(get().now, []) });
    },
  }));
}

/** Oldest first; ids decide between jobs of the same moment. */
const isBefore = (a: Job, b: Job): boolean =>
  a.startedAt === b.startedAt ? a.id < b.id : a.startedAt < b.startedAt;

const isSamePlace = (a: Job, b: Job): boolean => a.startedAt === b.startedAt && a.id === b.id;

/** Where a job stands in the list, or where it belongs. */
function placeOf(jobs: readonly Job[], job: Job): number {
  let low = 0;
  let high = jobs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(jobs[middle]!, job)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Time after the last event at which everything that was still due has become missing, ms. */
export function horizon(profile: Profile = imageProfile): number {
  return 2 * Object.values(profile.steps).reduce((sum, { budget }) => sum + budget, 0);
}

/** Reads a log that is over: what had not come by its end will not come any more. */
export function conclude(events: readonly CaptureEvent[], budgets: Budgets = {}): HopscopeState {
  const hopscope = createHopscope({ limits: fileLimits });
  hopscope.getState().setBudgets(budgets);
  hopscope.getState().append(events);
  hopscope.getState().tick(hopscope.getState().now + horizon(withBudgets(imageProfile, budgets)));
  return hopscope.getState();
}

import { useCallback, useMemo } from "react";
import { useStore, type StoreApi } from "zustand";
import { withBudgets, type Budgets, type Profile } from "../lib/chain/profile.ts";
import type { CaptureEvent } from "../lib/event.ts";
import type { HopscopeState as State } from "../lib/store.ts";
import { useClock } from "./clock.ts";
import { createEventIndex, type EventIndex } from "./event-index.ts";
import type { Probes } from "./probes.ts";
import { noSettings, originOf, type Settings } from "./settings.ts";
import { useProbes } from "./use-probes.ts";

export interface ModelOptions {
  store: StoreApi<State>;
  profile: Profile;
  /** Reads the time, ms since the epoch; absent for a file, where time stands still. */
  clock?: (() => number) | undefined;
  /** What can be asked of the page; absent for a file. */
  probes?: Probes | undefined;
  /** Looks up what is in the log; by default a panel reads the log itself, when it draws. */
  indexOf?: ((events: readonly CaptureEvent[]) => EventIndex) | undefined;
  /** Budgets learned from healthy jobs. */
  learned?: Budgets | undefined;
  settings?: Settings | undefined;
}

const noBudgets: Budgets = {};

/** What all views of the panel look at. */
export function usePanelModel(options: ModelOptions) {
  const { store, clock, probes, learned = noBudgets, settings = noSettings } = options;
  const { events, jobs, gaps, notices, open, now: seen } = useStore(store);
  const profile = useMemo(
    () => withBudgets(options.profile, { ...learned, ...settings.budgets }),
    [options.profile, learned, settings.budgets],
  );
  const tick = useCallback((time: number) => store.getState().tick(time), [store]);
  // In a file, ages count back from its last event, not from the time at which everything was over.
  const still = clock ? seen : (events.at(-1)?.at ?? seen);
  const now = useClock(clock, open, still, tick);

  const { indexOf: given } = options;
  const indexOf = useMemo(() => given ?? createEventIndex(), [given]);
  const index = indexOf(events);
  const page = index.pageOf(index.newest() ?? events.at(-1)?.doc ?? "");
  const origin = originOf(page?.url);
  const mayAsk = origin !== undefined && settings.askAlone.includes(origin);
  const alone = mayAsk ? page?.doc : undefined;
  const prober = useProbes({ probes, profile, jobs, alone });
  return {
    events,
    jobs,
    gaps,
    notices,
    profile,
    learned,
    settings,
    now,
    index,
    page,
    origin,
    prober,
  };
}

import type { StoreApi } from "zustand";
import type { Companion } from "../../components/companion/companion.ts";
import type { Budgets } from "../../lib/chain/profile.ts";
import { snapshot, type Snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { HopscopeState as State } from "../../lib/store.ts";

declare global {
  interface Window {
    /** What scripts read of a panel (docs/automation.md). */
    hopscope: {
      snapshot(): Snapshot;
      events(): readonly CaptureEvent[];
      /** The budgets in which this run differs from the profile, ms by step. */
      budgets(): Budgets;
      /** Sets budgets (ms, by step) as a person does in the settings. */
      setBudgets(budgets: Budgets): void;
      /** The switches of the companion, as a person sets them: see lib/companion/switches.ts. */
      companion: Companion["set"];
    };
  }
}

/** Lets scripts read the panel: the same data that is on screen. */
export function offerAutomation(
  target: Window,
  store: StoreApi<State>,
  setBudgets: (budgets: Budgets) => void,
  companion: Companion["set"],
): void {
  target.hopscope = {
    budgets: () => store.getState().budgets,
    setBudgets,
    companion,
    snapshot: () => snapshot(store.getState()),
    events: () => store.getState().events,
  };
}

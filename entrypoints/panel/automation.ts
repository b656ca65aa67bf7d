import type { StoreApi } from "zustand";
import { snapshot, type Snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { HopscopeState as State } from "../../lib/store.ts";

declare global {
  interface Window {
    /** What scripts read of a panel (docs/automation.md). */
    hopscope: {
      snapshot(): Snapshot;
      events(): readonly CaptureEvent[];
    };
  }
}

/** Lets scripts read the panel: the same data that is on screen. */
export function offerAutomation(target: Window, store: StoreApi<State>): void {
  target.hopscope = {
    snapshot: () => snapshot(store.getState()),
    events: () => store.getState().events,
  };
}

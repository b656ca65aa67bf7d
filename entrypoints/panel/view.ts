import { createStore, type StoreApi } from "zustand/vanilla";
import type { HopscopeState as State } from "../../lib/store.ts";

/** So seldom a view that is held shows what came, ms: to draw a long list costs some hundred events. */
const PACE = 3_000;

/**
 * What the panel draws of a store: each change, or while it is held one now and then. To draw after every few events of a
 * file takes many times as long as to read it.
 */
export function viewOf(store: StoreApi<State>) {
  const view: StoreApi<State> = createStore(() => store.getState());
  let isHeld = false;
  let shown = 0;
  let began = 0;
  const show = () => {
    shown = performance.now();
    view.setState(store.getState(), true);
  };
  /** Seldomer the longer it takes: each time the whole list is another. */
  const isDue = () => performance.now() - shown >= Math.max(PACE, shown - began);
  const isFirstJob = () => view.getState().jobs.length === 0 && store.getState().jobs.length > 0;
  store.subscribe(() => {
    if (!isHeld || isFirstJob() || isDue()) show();
  });
  return {
    view,
    hold(held: boolean) {
      isHeld = held;
      began = performance.now();
      if (!held) show();
    },
  };
}

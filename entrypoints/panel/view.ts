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
  const show = () => {
    shown = performance.now();
    view.setState(store.getState(), true);
  };
  const isFirstJob = () => view.getState().jobs.length === 0 && store.getState().jobs.length > 0;
  store.subscribe(() => {
    if (!isHeld || isFirstJob() || performance.now() - shown >= PACE) show();
  });
  return {
    view,
    hold(held: boolean) {
      isHeld = held;
      if (!held) show();
    },
  };
}

import { createStore, type StoreApi } from "zustand/vanilla";
import { createEventIndex } from "../../components/event-index.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import { nextTask } from "./slices.ts";

/** So seldom a view that is held shows what came, ms. */
const PACE = 2_000;

/**
 * What the panel draws of a store, and looks up in its log: each change, or while it is held one now and then. To draw after
 * every few events of a file takes many times as long as to read it.
 */
export function viewOf(store: StoreApi<State>) {
  const view: StoreApi<State> = createStore(() => store.getState());
  const indexOf = createEventIndex();
  let isHeld = false;
  let shown = 0;
  let began = 0;
  const show = () => {
    shown = performance.now();
    view.setState(store.getState(), true);
  };
  /** Seldomer the longer it takes: who waits for long looks less often. */
  const isDue = () => performance.now() - shown >= Math.max(PACE, (shown - began) / 2);
  const isOther = () => view.getState().events !== store.getState().events;
  const isFirstJob = () => view.getState().jobs.length === 0 && store.getState().jobs.length > 0;
  let isAsked = false;
  /** In a task of its own: what came has taken its time already. */
  const ask = async () => {
    isAsked = true;
    await nextTask();
    isAsked = false;
    show();
  };
  store.subscribe(({ events }) => {
    // Little by little: to read what has come all at once would take longer than to draw it.
    indexOf(events);
    if (!isHeld || isOther()) show();
    else if (!isAsked && (isFirstJob() || isDue())) void ask();
  });
  return {
    view,
    indexOf,
    hold(held: boolean) {
      isHeld = held;
      began = performance.now();
      if (!held) show();
    },
  };
}

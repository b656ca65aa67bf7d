import type { StoreApi } from "zustand";
import { originOf } from "../../components/settings.ts";
import { learnBudgets } from "../../lib/chain/budgets.ts";
import { imageProfile, type Budgets } from "../../lib/chain/profile.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import { loadLearned, storeLearned } from "./settings.ts";

/** So many new jobs are worth learning from again. */
const WORTH = 20;

/**
 * Gives `use` the budgets that earlier runs taught for the page's origin, and keeps what this run teaches for the next one:
 * budgets do not change while a log is read. Returns what ends it.
 */
export function followLearning(
  store: StoreApi<State>,
  use: (learned: Budgets) => void,
): () => void {
  let origin: string | undefined;
  let read = 0;
  let taught = 0;
  return store.subscribe(({ events, jobs }) => {
    if (events.length < read) read = taught = 0;
    for (; read < events.length; read++) {
      const event = events[read];
      const next = event?.kind === "page.start" ? originOf(event.url) : undefined;
      if (next === undefined || next === origin) continue;
      origin = next;
      // Without storage there is nothing to use, and nobody has to be told.
      loadLearned(next).then(use, () => undefined);
    }
    if (origin === undefined || jobs.length < taught + WORTH) return;
    taught = jobs.length;
    const learned = learnBudgets(jobs, imageProfile);
    if (Object.keys(learned).length > 0) storeLearned(origin, learned).catch(() => undefined);
  });
}

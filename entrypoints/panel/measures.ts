import type { StoreApi } from "zustand";
import { jobKey } from "../../components/filter.ts";
import type { Job } from "../../lib/chain/job.ts";
import { imageProfile, withBudgets, type Profile } from "../../lib/chain/profile.ts";
import type { Language } from "../../lib/chain/text.ts";
import { measuresOf } from "../../lib/export/measures.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import type { TabLine } from "../../lib/wire/runtime-port.ts";

interface Given {
  store: StoreApi<State>;
  /** The connection of the moment to the frame of a document. */
  line: (doc: string) => TabLine | undefined;
  /** The connections to all frames of the tab. */
  everywhere: () => TabLine[];
  language: Language;
}

/**
 * Writes each hop into the timeline of the page that it happened in, as soon as it is known. Returns what ends that, and takes
 * the entries away.
 */
export function followMeasures({ store, line, everywhere, language }: Given): () => void {
  /** The jobs of the last look, and what their pages were told. */
  let seen: readonly Job[] = [];
  const told = new Map<string, string>();

  const tell = (job: Job, profile: Profile) => {
    const to = line(job.doc);
    if (!to?.isLive()) return;
    const measures = measuresOf(job, profile, language);
    const text = JSON.stringify(measures);
    const key = jobKey(job);
    if (told.get(key) === text) return;
    told.set(key, text);
    to.send({ kind: "measures.put", job: key, measures });
  };
  const look = ({ jobs, budgets }: State) => {
    if (jobs === seen) return;
    const before = new Set(seen);
    const profile = withBudgets(imageProfile, budgets);
    for (const job of jobs) if (!before.has(job)) tell(job, profile);
    seen = jobs;
  };
  look(store.getState());
  const stop = store.subscribe(look);
  return () => {
    stop();
    for (const each of everywhere()) if (each.isLive()) each.send({ kind: "measures.clear" });
  };
}

import type { Keeper } from "../../components/kept.tsx";
import { openJournal, type Journal } from "../../lib/journal/journal.ts";

/** The journal of all tabs, for the settings: opened when somebody looks. */
export function createKeeper(): Keeper {
  let journal: Promise<Journal> | undefined;
  const open = () => (journal ??= openJournal());
  return {
    async look() {
      const opened = await open();
      const [{ bytes, events }, retention] = await Promise.all([opened.size(), opened.retention()]);
      return { bytes, events, retention };
    },
    set: async (retention) => await (await open()).setRetention(retention),
    deleteAll: async () => await (await open()).deleteAll(),
  };
}

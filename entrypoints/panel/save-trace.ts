import type { StoreApi } from "zustand";
import type { Probes } from "../../components/probes.ts";
import { fetchBodies, filled } from "../../components/use-whole.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import { writeTrace } from "../../lib/trace/stream.ts";

/**
 * Offers what is shown as a file, named by the time of its first event. `bodies` asks the page for those that it still holds;
 * of the others the file says that they were cut.
 */
export async function saveTrace(store: StoreApi<State>, bodies: Probes["bodies"]): Promise<void> {
  const { events, budgets } = store.getState();
  // A page that cannot answer has nothing to add.
  if (bodies) await fetchBodies(events, bodies).catch(() => undefined);
  const stream = writeTrace(events.map(filled), { budgets });
  const at = new Date(events[0]?.at ?? 0).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  offer(await new Response(stream).blob(), `hopscope-${at}.hopscope.json.gz`);
}

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

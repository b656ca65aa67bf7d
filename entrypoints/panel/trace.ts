import type { StoreApi } from "zustand";
import type { Probes } from "../../components/probes.ts";
import { fetchBodies, filled } from "../../components/use-whole.ts";
import { fill } from "../../components/words.ts";
import type { Words } from "../../components/words-en.ts";
import { imageProfile, withBudgets } from "../../lib/chain/profile.ts";
import { horizon, type HopscopeState as State } from "../../lib/store.ts";
import { formatTrace, parseTrace } from "../../lib/trace/file.ts";

/**
 * Puts a trace in the place of what is shown, and lets so much time pass that nothing in it is still due. Returns a
 * sentence when lines of it could not be read.
 */
export function showTrace(store: StoreApi<State>, text: string, words: Words): string | undefined {
  const { events, errors, budgets } = parseTrace(text);
  store.getState().clear();
  store.getState().setBudgets(budgets);
  store.getState().append(events);
  store.getState().tick(store.getState().now + horizon(withBudgets(imageProfile, budgets)));
  const [first] = errors;
  return first && fill(words.badLines, { n: errors.length, ...first });
}

/**
 * Offers what is shown as a file, named by the time of its first event. `bodies` asks the page for those that it still holds;
 * of the others the file says that they were cut.
 */
export async function saveTrace(store: StoreApi<State>, bodies: Probes["bodies"]): Promise<void> {
  const { events, budgets } = store.getState();
  // A page that cannot answer has nothing to add.
  if (bodies) await fetchBodies(events, bodies).catch(() => undefined);
  const file = new Blob([formatTrace(events.map(filled), { budgets })], {
    type: "application/x-ndjson",
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  const at = new Date(events[0]?.at ?? 0).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  link.download = `hopscope-${at}.jsonl`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The text behind an address of the panel's own origin; rejects for any other, and for an answer that is none. */
export async function fetchTrace(address: string): Promise<string> {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin)
    throw new Error(`${url.origin} is not the panel's own origin`);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return await answer.text();
}

/** Asks for a file. `onText` is not called when none is chosen. */
export function pickFile(onText: (text: Promise<string>) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".jsonl,.ndjson,.json,.txt";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) onText(file.text());
  });
  input.click();
}

/** Takes files that are dropped anywhere on the panel. */
export function acceptDrops(target: Window, onText: (text: Promise<string>) => void): void {
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) onText(file.text());
  });
}

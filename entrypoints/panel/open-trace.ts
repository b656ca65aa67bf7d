import type { StoreApi } from "zustand";
import { fileLimits } from "../../lib/bounded-log.ts";
import { imageProfile, withBudgets } from "../../lib/chain/profile.ts";
import type { Text } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { horizon, type HopscopeState as State } from "../../lib/store.ts";
import type { TraceAbout } from "../../lib/trace/lines.ts";
import { readTrace } from "../../lib/trace/stream.ts";
import { isOver, nextTask } from "./slices.ts";
import type { TraceFile } from "./trace-file.ts";

export interface OpenOptions {
  /** Called after each slice: bytes of the file, of all of them where that is known. */
  onProgress: (read: number, size: number | undefined) => void;
  signal: AbortSignal;
}

/**
 * Puts a trace in the place of what is shown, slice by slice, and lets so much time pass in the end that nothing in it is
 * still due. Resolves to what was wrong with it; rejects when the file cannot be had.
 */
export async function openTrace(
  store: StoreApi<State>,
  file: TraceFile,
  { onProgress, signal }: OpenOptions,
): Promise<Pick<TraceAbout, "errors" | "badLines"> & { damage?: Text }> {
  const { clear, setBudgets, append, tick } = store.getState();
  const { stream, size } = await file.open();
  clear(fileLimits);
  setBudgets({});
  let waiting: CaptureEvent[] = [];
  let began = performance.now();
  const flush = () => {
    append(waiting);
    waiting = [];
  };
  const about = await readTrace(stream, {
    signal,
    onBudgets: setBudgets,
    onEvents: (events) => {
      waiting = waiting.length === 0 ? events : waiting.concat(events);
    },
    async onPiece(bytes) {
      if (!isOver(began)) return;
      flush();
      onProgress(bytes, size);
      await nextTask();
      began = performance.now();
    },
  });
  flush();
  await nextTask();
  tick(store.getState().now + horizon(withBudgets(imageProfile, about.budgets)));
  await nextTask();
  return about;
}

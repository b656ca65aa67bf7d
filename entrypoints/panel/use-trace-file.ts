import { useMemo, useRef, useState } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { FilesProps } from "../../components/files.tsx";
import type { Progress, ReadingProps } from "../../components/reading.tsx";
import { fill } from "../../components/words.ts";
import type { Words } from "../../components/words-en.ts";
import { say, type Language } from "../../lib/chain/text.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import { filesBeside } from "./beside.ts";
import { openTrace } from "./open-trace.ts";
import { TOLD_MS } from "./slices.ts";
import type { TraceFile } from "./trace-file.ts";

interface TraceFileOptions {
  store: StoreApi<State>;
  /** Whether what is drawn may lag behind the store. */
  hold: (held: boolean) => void;
  words: Words;
  /** Gets a sentence about what could not be read, undefined when all could. */
  onNotice: (notice: string | undefined) => void;
}

/** Traces that are open together. */
interface Opened {
  files: readonly TraceFile[];
  shown: TraceFile;
}

/** Shows one trace at a time: the one that is being read is stopped first. The others stand beside it in the sheet. */
export function useTraceFile({ store, hold, words, onNotice }: TraceFileOptions) {
  const [reading, setReading] = useState<ReadingProps>();
  const [opened, setOpened] = useState<Opened>();
  const last = useRef<{ stop: AbortController; end: Promise<void> }>(undefined);

  async function read(file: TraceFile, { signal }: AbortController, progress: StoreApi<Progress>) {
    let told = 0;
    const { errors, badLines, damage } = await openTrace(store, file, {
      signal,
      onProgress(bytes, size) {
        if (performance.now() - told < TOLD_MS) return;
        told = performance.now();
        progress.setState({ read: bytes, size });
      },
    });
    if (damage !== undefined) return say(damage, words.language as Language);
    const [first] = errors;
    if (store.getState().events.length === 0) return fill(words.notTrace, { name: file.name });
    return first && fill(words.badLines, { n: badLines, ...first });
  }

  function show(file: TraceFile) {
    const before = last.current;
    before?.stop.abort();
    const stop = new AbortController();
    const progress = createStore<Progress>(() => ({ read: 0, size: undefined }));
    const end = (before?.end ?? Promise.resolve())
      .then(() => read(file, stop, progress))
      .catch((error: unknown) => fill(words.badFile, { message: String(error) }))
      .then((notice) => {
        if (last.current?.stop !== stop) return;
        hold(false);
        setReading(undefined);
        onNotice(notice);
      });
    hold(true);
    setReading({ progress, onStop: () => stop.abort() });
    last.current = { stop, end };
  }

  function open(files: readonly TraceFile[], [shown] = files) {
    if (!shown) return;
    setOpened({ files, shown });
    show(shown);
  }
  const { files, shown } = opened ?? { files: [] };
  const others = useMemo(
    () =>
      filesBeside(
        files.filter((file) => file !== shown),
        words,
        onNotice,
      ),
    [files, shown, words, onNotice],
  );
  if (!shown || files.length < 2) return { open, reading };
  const shownOf: FilesProps = {
    names: files.map(({ name }) => name),
    shown: shown.name,
    onShow: (name) =>
      open(
        files,
        files.filter((file) => file.name === name),
      ),
  };
  return { open, reading, files: shownOf, others };
}

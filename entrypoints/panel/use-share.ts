import { useCallback, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { Probes } from "../../components/probes.ts";
import type { ShareProps } from "../../components/share-dialog.tsx";
import { fetchBodies, filled } from "../../components/use-whole.ts";
import type { Words } from "../../components/words-en.ts";
import type { Language } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { previewOf } from "../../lib/share/build.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
import { saveFile } from "./save.ts";
import { pacer } from "./slices.ts";

/**
 * What is shown as a file. `bodies` asks the page for those that it still holds; of the others the file says that they were
 * cut.
 */
export function useShare(store: StoreApi<State>, words: Words, bodies: Probes["bodies"]) {
  const [events, setEvents] = useState<readonly CaptureEvent[]>();

  const open = async () => {
    const log = store.getState().events.slice();
    // A page that cannot answer has nothing to add.
    if (bodies) await fetchBodies(log, bodies).catch(() => undefined);
    setEvents(log.map(filled));
  };

  const preview = useCallback<ShareProps["previewOf"]>(
    (choice, signal) => previewOf({ events: events ?? [], choice, breathe: pacer(signal) }),
    [events],
  );

  const onSave: ShareProps["onSave"] = async (format, choice, { signal, onProgress }) => {
    const log = events ?? [];
    const { budgets } = store.getState();
    const language = words.language as Language;
    const breathe = pacer(signal, onProgress);
    const result = await saveFile({ events: log, budgets, choice, format, language, breathe });
    return "refusal" in result ? result.refusal : undefined;
  };

  const share: ShareProps | undefined = events && {
    previewOf: preview,
    onSave,
    onClose: () => setEvents(undefined),
  };
  return { open, share };
}

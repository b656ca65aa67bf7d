import { useCallback, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { Probes } from "../../components/probes.ts";
import type { ShareProps } from "../../components/share-dialog.tsx";
import { fetchBodies, filled } from "../../components/use-whole.ts";
import type { Words } from "../../components/words-en.ts";
import type { Language, Text } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { FORMATS, type FormatName } from "../../lib/export/formats.ts";
import { buildFile, previewOf } from "../../lib/share/build.ts";
import type { Choice } from "../../lib/share/choice.ts";
import { refusalOf } from "../../lib/share/leaks.ts";
import type { HopscopeState as State } from "../../lib/store.ts";
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

  async function onSave(format: FormatName, choice: Choice): Promise<Text | undefined> {
    const log = events ?? [];
    const { budgets } = store.getState();
    const language = words.language as Language;
    const order = { events: log, budgets, choice, format, language, breathe: pacer() };
    const { file, leaks } = await buildFile(order);
    if (leaks.length > 0) return refusalOf(leaks);
    const at = new Date(log[0]?.at ?? 0).toISOString().slice(0, 19).replace(/[:T]/g, "-");
    offer(file, `hopscope-${at}.${FORMATS[format].extension}`);
    return undefined;
  }

  const share: ShareProps | undefined = events && {
    previewOf: preview,
    onSave,
    onClose: () => setEvents(undefined),
  };
  return { open, share };
}

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

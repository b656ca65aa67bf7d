import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Support } from "../../components/support/support.ts";
import type { Language } from "../../lib/chain/text.ts";
import { usualChoice } from "../../lib/share/choice.ts";
import { saveFile } from "../panel/save.ts";
import { pacer } from "../panel/slices.ts";
import { createRecorder } from "./recorder.ts";

/** The recording, for the popup of a tab; undefined until the journal was asked. */
export function useSupport(tab: number | undefined, language: Language): Support | undefined {
  const recorder = useMemo(() => createRecorder(tab, language), [tab, language]);
  useEffect(() => recorder.follow(), [recorder]);
  const { known, recording, heard, events, ...look } = useStore(recorder.look);
  if (!known) return undefined;
  const isHere = recording?.tab === tab;
  return {
    ...look,
    state: !recording ? "idle" : recording.until === undefined ? "recording" : "recorded",
    reloads: !heard,
    since: recording?.since ?? look.now,
    isHere,
    onRecord: recorder.record,
    onStop: recorder.stop,
    onThrowAway: recorder.discard,
    onReload: isHere ? recorder.reload : undefined,
    onSave: async () =>
      await saveFile({
        ...{ events, budgets: {}, choice: usualChoice, format: "trace", language },
        breathe: pacer(),
      }),
  };
}

import { useEffect, useId, useRef, useState } from "react";
import { createStore, useStore, type StoreApi } from "zustand";
import type { Text } from "../lib/chain/text.ts";
import { FORMAT_NAMES, type FormatName } from "../lib/export/formats.ts";
import { usualChoice, type Choice } from "../lib/share/choice.ts";
import { FieldTable, type PreviewOf } from "./field-table.tsx";
import { Icon } from "./icon.tsx";
import { Select } from "./select.tsx";
import { useSay, useWords } from "./words.ts";

interface Saving {
  signal: AbortSignal;
  /** Gets what is done of the work, 0 to 1. */
  onProgress: (done: number) => void;
}

export interface ShareProps {
  /** What would leave by a choice; rejects when `signal` is aborted. */
  previewOf: PreviewOf;
  /** Gives the file to the person, or says why it does not; rejects when `signal` is aborted. */
  onSave: (format: FormatName, choice: Choice, saving: Saving) => Promise<Text | undefined>;
  onClose: () => void;
}

const SWITCHES = ["prompts", "emails", "signatures"] as const;

/** In which format the log leaves, what of it does not, and what does. */
export function ShareDialog({ previewOf, onSave, onClose }: ShareProps) {
  const words = useWords();
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [format, setFormat] = useState<FormatName>("trace");
  const [choice, setChoice] = useState(usualChoice);
  const [saving, setSaving] = useState<StoreApi<number>>();
  const stop = useRef<AbortController>(undefined);
  const [problem, setProblem] = useState<string>();
  const fields = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // Who closes it wants no file any more.
    return () => stop.current?.abort();
  }, []);

  const change = (part: Partial<Choice>) => {
    setChoice({ ...choice, ...part });
    setProblem(undefined);
  };
  const save = async () => {
    const { signal } = (stop.current = new AbortController());
    const progress = createStore<number>(() => 0);
    setSaving(progress);
    try {
      const onProgress = (done: number) => progress.setState(done, true);
      const refusal = await onSave(format, choice, { signal, onProgress });
      if (refusal === undefined) onClose();
      else setProblem(say(refusal));
    } catch (error) {
      setProblem(String(error));
    } finally {
      setSaving(undefined);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="share"
      aria-label={words.save}
      onClose={onClose}
      onKeyDown={(press) => press.stopPropagation()}
    >
      <div className="bar">
        <b className="grow">{words.save}</b>
        <button className="tool" title={words.close} aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="share-choice">
        <div className="share-format">
          <Select<FormatName>
            label={words.format}
            value={format}
            options={FORMAT_NAMES.map((value) => ({ value, text: words[`format_${value}`] }))}
            onChange={setFormat}
          />
        </div>
        <fieldset>
          <legend>{words.replaced}</legend>
          <p className="soft">{words.alwaysReplaced}</p>
          {SWITCHES.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                name={name}
                checked={choice[name]}
                onChange={({ target }) => change({ [name]: target.checked })}
              />
              {words[`hide_${name}`]}
            </label>
          ))}
          <label htmlFor={fields}>{words.hideFields}</label>
          <input
            id={fields}
            type="text"
            name="fields"
            placeholder="record.user_id, city"
            spellCheck={false}
            onBlur={({ target }) => change({ fields: listOf(target.value) })}
          />
        </fieldset>
      </div>
      <FieldTable choice={choice} previewOf={previewOf} />
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      <div className="bar">
        {saving ? <Saved progress={saving} /> : <span className="grow" />}
        <button
          className="button primary"
          disabled={saving !== undefined}
          onClick={() => void save()}
        >
          <Icon name="save" small />
          {saving ? words.saving : words.saveFile}
        </button>
      </div>
    </dialog>
  );
}

/** How far the file is; apart from the dialog, which must not be drawn again for each step of it. */
function Saved({ progress }: { progress: StoreApi<number> }) {
  const words = useWords();
  return <progress className="grow" value={useStore(progress)} aria-label={words.saving} />;
}

const listOf = (text: string): string[] =>
  text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));

import { displayableLine } from "../lib/displayable.ts";
import { Select } from "./select.tsx";
import { fill, useWords } from "./words.ts";

export interface FilesProps {
  /** Of the traces that are open together; each once. */
  names: readonly string[];
  /** The one whose jobs and events are shown. */
  shown: string;
  onShow: (name: string) => void;
}

/** Which of several traces is looked at. */
export function Files({ names, shown, onShow }: FilesProps) {
  const words = useWords();
  return (
    <div className="bar files">
      <Select
        label={words.shownFile}
        value={shown}
        options={names.map((value) => ({ value, text: displayableLine(value) }))}
        onChange={onShow}
      />
      <span className="soft clip" title={words.filesText}>
        {fill(words.filesText, { n: names.length })}
      </span>
    </div>
  );
}

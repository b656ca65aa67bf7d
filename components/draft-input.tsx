import { useState, type InputHTMLAttributes } from "react";

interface DraftInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value"> {
  value: string | number;
  /** Whether what is being typed could be taken. */
  isRight: (text: string) => boolean;
  onTake: (text: string) => void;
  title: string;
  /** The title while it could not. */
  wrongTitle: string;
}

/** A field whose value is taken when it is right, with Enter or by leaving it; Escape gives up what was typed. */
export function DraftInput({
  value,
  isRight,
  onTake,
  title,
  wrongTitle,
  ...input
}: DraftInputProps) {
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && !isRight(draft);
  const take = () => {
    if (draft !== undefined && !wrong && draft !== String(value)) onTake(draft);
    setDraft(undefined);
  };
  return (
    <input
      {...input}
      aria-invalid={wrong}
      title={wrong ? wrongTitle : title}
      value={draft ?? value}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={take}
      onKeyDown={(press) => {
        if (press.key === "Enter") take();
        if (press.key !== "Escape" || draft === undefined) return;
        // The next one is for the panel.
        press.stopPropagation();
        setDraft(undefined);
      }}
    />
  );
}

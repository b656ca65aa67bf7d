import { useState } from "react";
import { copyText } from "./copy.ts";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

interface CopyButtonProps {
  /** A long one is written only when it is wanted. */
  text: string | (() => string);
  label: string;
  /** The one button of its region that is wanted most. */
  primary?: boolean;
}

/** Copies a text and says so. */
export function CopyButton({ text, label, primary = false }: CopyButtonProps) {
  const words = useWords();
  // In a box, as a state that is a function would be called.
  const [copied, setCopied] = useState<{ text: CopyButtonProps["text"] }>();
  const done = copied?.text === text;
  return (
    <button
      className={primary ? "button primary" : "button"}
      onClick={() => {
        copyText(typeof text === "string" ? text : text());
        setCopied({ text });
      }}
    >
      <Icon name={done ? "check" : "copy"} small />
      {done ? words.copied : label}
    </button>
  );
}

/** The same in the head of a block of code, where there is room for an icon only. */
export function CopyTool({ text, label }: { text: string; label: string }) {
  const words = useWords();
  const [copied, setCopied] = useState<string>();
  const done = copied === text;
  return (
    <button
      className="tool small"
      title={done ? words.copied : label}
      aria-label={done ? words.copied : label}
      onClick={() => {
        copyText(text);
        setCopied(text);
      }}
    >
      <Icon name={done ? "check" : "copy"} small />
    </button>
  );
}

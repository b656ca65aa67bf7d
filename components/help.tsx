import { useWords } from "./words.ts";
import type { Words } from "./words-en.ts";

const rows: [string, keyof Words][] = [
  ["/", "keySearch"],
  ["j k ↓ ↑", "keyRows"],
  [". ,", "keySteps"],
  ["Enter", "keyOpen"],
  ["Esc", "keyClose"],
  ["?", "keyHelp"],
];

/** The keys of the panel, over it until a click or Esc. */
export function Help({ onClose }: { onClose: () => void }) {
  const words = useWords();
  return (
    <div className="help" role="dialog" aria-label={words.keys} onClick={onClose}>
      <dl>
        {rows.map(([key, word]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{words[word]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import type { Chip } from "../lib/chain/job.ts";
import { useSay, useWords } from "./words.ts";

interface EvidenceProps {
  chips: readonly Chip[];
  /** What stands before them, "Evidence" without. */
  title?: string;
  /** The event that is open. */
  event?: string | undefined;
  onEvent: (id: string) => void;
}

/** The events that prove something, each a way to it. */
export function Evidence({ chips, title, event, onEvent }: EvidenceProps) {
  const words = useWords();
  const say = useSay();
  if (chips.length === 0) return undefined;
  return (
    <div className="because">
      <span>{title ?? words.evidence}:</span>
      {chips.map(({ event: id, label }) => (
        <button
          key={id + say(label)}
          className={id === event ? "chip on" : "chip"}
          data-event={id}
          title={say(label)}
          onClick={() => onEvent(id)}
        >
          <span className="clip">{say(label)}</span>
        </button>
      ))}
    </div>
  );
}

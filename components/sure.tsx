import type { Confidence } from "../lib/chain/job.ts";
import { useWords } from "./words.ts";

const blocks: Record<Confidence, number> = { hypothesis: 1, strong: 2, proof: 3 };

/** How certain a cause is: a word, and as many blocks of three. */
export function Sure({ confidence }: { confidence: Confidence }) {
  const words = useWords();
  return (
    <span className="sure" data-confidence={confidence} title={words[`${confidence}Text`]}>
      <svg width="20" height="10" aria-hidden="true">
        {[0, 1, 2].map((block) => (
          <rect
            key={block}
            className={block < blocks[confidence] ? "sure-on" : "sure-off"}
            x={block * 7}
            width="5"
            height="10"
            rx="1"
          />
        ))}
      </svg>
      <b>{words[confidence]}</b>
    </span>
  );
}

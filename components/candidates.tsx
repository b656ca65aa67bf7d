import type { Candidate } from "../lib/chain/job.ts";
import { Evidence } from "./chips.tsx";
import { Remedy } from "./remedy.tsx";
import { Sure } from "./sure.tsx";
import { useSay, useWords } from "./words.ts";

interface CandidatesProps {
  candidates: readonly Candidate[];
  event: string | undefined;
  onEvent: (id: string) => void;
}

/** The causes that would explain what was seen, likeliest first. */
export function Candidates({ candidates, event, onEvent }: CandidatesProps) {
  const words = useWords();
  if (candidates.length === 0) return undefined;
  return (
    <section className="candidates" aria-label={words.possible}>
      <h3>
        {words.possible} <span className="soft">{words.possibleText}</span>
      </h3>
      <ul>
        {candidates.map((each) => (
          <CandidateRow key={each.rule} candidate={each} event={event} onEvent={onEvent} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps extends Omit<CandidatesProps, "candidates"> {
  candidate: Candidate;
}

function CandidateRow({ candidate, event, onEvent }: RowProps) {
  const say = useSay();
  const { rule, title, confidence, sentence, evidence, fix, check } = candidate;
  return (
    <li data-rule={rule}>
      <p className="candidate-top">
        <b>{say(title)}</b>
        <Sure confidence={confidence} />
      </p>
      <p>{say(sentence)}</p>
      <div className="why">
        <Evidence chips={evidence} event={event} onEvent={onEvent} />
        <Remedy fix={fix} check={check} />
      </div>
    </li>
  );
}

import type { Job, Status } from "../lib/chain/job.ts";
import type { StepId } from "../lib/chain/profile.ts";
import { commonHole } from "./filter.ts";
import { Slot } from "./slot.tsx";
import { fill, useWords } from "./words.ts";
import type { Words } from "./words-en.ts";

const entries: [Status, keyof Words][] = [
  ["observed", "observed"],
  ["inferred", "inferred"],
  ["waiting", "waiting"],
  ["late", "late"],
  ["failed", "failed"],
  ["missing", "missing"],
  ["blocked", "blocked"],
  ["unknown", "unknown"],
  ["not-yet", "notYet"],
];

export function Legend() {
  const words = useWords();
  return (
    <div className="legend">
      {entries.map(([status, word]) => (
        <span key={status}>
          <Slot status={status} />
          {words[word]}
        </span>
      ))}
    </div>
  );
}

interface PatternProps {
  jobs: readonly Job[];
  hole: StepId | undefined;
  onHole: (step: StepId | undefined) => void;
}

/** The line that says that several jobs broke at one place. */
export function Pattern({ jobs, hole, onHole }: PatternProps) {
  const words = useWords();
  const common = commonHole(jobs);
  if (!common) return undefined;
  const flows = new Set(common.jobs.map(({ flow }) => flow));
  const [flow] = flows;
  const shown = hole === common.step;
  return (
    <div className="pattern" data-step={common.step}>
      <b>{fill(words.sameHole, { n: common.jobs.length, all: jobs.length, step: common.step })}</b>
      {flows.size === 1 && flow !== undefined && flow !== "unknown" && (
        <span>{fill(words.sameTopic, { flow })}</span>
      )}
      <span className="grow" />
      <button className="link" onClick={() => onHole(shown ? undefined : common.step)}>
        {shown ? words.showAll : words.showThese}
      </button>
    </div>
  );
}

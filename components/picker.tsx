import type { Job } from "../lib/chain/job.ts";
import { displayableLine } from "../lib/displayable.ts";
import { jobKey, verdictWord } from "./filter.ts";
import { Icon } from "./icon.tsx";
import { shortId } from "./job-list.tsx";
import { stepsOf, Strip } from "./slot.tsx";
import { fill, useWords } from "./words.ts";

interface PickerProps {
  jobs: readonly Job[];
  job: Job;
  onSelect: (key: string) => void;
}

/** As many as are offered: the others are found by search, or one by one. */
const MOST_OPTIONS = 100;

/** The newest, and the one that is chosen wherever it stands. */
function shownWith(jobs: readonly Job[], job: Job): readonly Job[] {
  const newest = jobs.slice(0, MOST_OPTIONS);
  return newest.includes(job) ? newest : [...newest, job];
}

/** The job list of a narrow panel: one job, one wide strip. */
export function Picker({ jobs, job, onSelect }: PickerProps) {
  const words = useWords();
  const place = jobs.indexOf(job);
  const go = (to: number) => {
    const next = jobs[to];
    if (next) onSelect(jobKey(next));
  };
  return (
    <div className="picker only-narrow">
      <div className="picker-top">
        {job.prompt !== undefined && <code>{shortId(job.id)}</code>}
        <select
          className="grow"
          aria-label={words.allJobs}
          value={jobKey(job)}
          onChange={(change) => onSelect(change.target.value)}
        >
          {shownWith(jobs, job).map((each) => (
            <option key={jobKey(each)} value={jobKey(each)}>
              {`${displayableLine(each.prompt ?? shortId(each.id), 200)}, ${verdictWord(each, words)}`}
            </option>
          ))}
        </select>
        <span className="dim num">{fill(words.nth, { n: place + 1, all: jobs.length })}</span>
        <button
          className="tool"
          aria-label={words.previous}
          title={`${words.previous} (k)`}
          disabled={place <= 0}
          onClick={() => go(place - 1)}
        >
          <Icon name="left" />
        </button>
        <button
          className="tool"
          aria-label={words.next}
          title={`${words.next} (j)`}
          disabled={place < 0 || place === jobs.length - 1}
          onClick={() => go(place + 1)}
        >
          <Icon name="right" />
        </button>
      </div>
      <Strip slots={stepsOf(job)} label={verdictWord(job, words)} wide />
    </div>
  );
}

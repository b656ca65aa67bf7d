import { memo, useEffect, useRef, useState, type PointerEvent } from "react";
import type { Job } from "../lib/chain/job.ts";
import type { StepId } from "../lib/chain/profile.ts";
import { displayableLine } from "../lib/displayable.ts";
import { RanWithMark } from "./companion/ran-with.tsx";
import type { EventIndex } from "./event-index.ts";
import { jobKey, verdictWord } from "./filter.ts";
import { age, clock, timeOfDay, total } from "./format.ts";
import { stepAt, stepsOf, Strip, StripHead } from "./slot.tsx";
import { fill, useSay, useWords } from "./words.ts";

interface JobListProps {
  jobs: readonly Job[];
  /** `jobKey` of the selected one. */
  selected: string | undefined;
  column: StepId | undefined;
  now: number;
  index: EventIndex;
  onSelect: (key: string) => void;
}

/** As many rows as are drawn: a page can make a million jobs. The others are found by search. */
export const MOST_ROWS = 500;

/** The jobs, newest first, with a line where the page was loaded again. */
export function JobList({ jobs, selected, column: chosen, now, index, onSelect }: JobListProps) {
  const words = useWords();
  const [hovered, setHovered] = useState<StepId>();
  const column = hovered ?? chosen;
  const onPointerMove = ({ target, clientX }: PointerEvent) => {
    const strip = target instanceof Element ? target.closest(".strip") : null;
    setHovered(strip ? stepAt(clientX - strip.getBoundingClientRect().left) : undefined);
  };
  return (
    <>
      <div className="head" aria-hidden="true">
        <span>{words.job}</span>
        <span className="node">{words.prompt}</span>
        <span className="flow" />
        <StripHead column={column} create={words.create} update={words.update} />
        <span className="word">{words.verdict}</span>
        <span className="num">{words.time}</span>
        <span className="num age">{words.age}</span>
      </div>
      <ol
        className="job-rows"
        role="listbox"
        aria-label={words.jobs}
        tabIndex={-1}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(undefined)}
      >
        {jobs.slice(0, MOST_ROWS).map((job, place) => {
          const newer = jobs[place - 1];
          const key = jobKey(job);
          const running = job.verdict.kind === "running";
          return [
            newer && newer.doc !== job.doc && (
              <ReloadRow key={`${key} reload`} doc={newer.doc} index={index} />
            ),
            <JobRow
              key={key}
              job={job}
              selected={key === selected}
              column={column}
              time={
                running ? clock(now - job.startedAt) : total((job.endedAt ?? now) - job.startedAt)
              }
              age={age(now - job.startedAt) ?? words.now}
              onSelect={onSelect}
            />,
          ];
        })}
        {jobs.length > MOST_ROWS && (
          <li className="mark-row" role="presentation">
            <span className="clip">{fill(words.moreJobs, { n: jobs.length - MOST_ROWS })}</span>
          </li>
        )}
      </ol>
    </>
  );
}

function ReloadRow({ doc, index }: { doc: string; index: EventIndex }) {
  const words = useWords();
  const page = index.pageOf(doc);
  return (
    <li className="mark-row" role="presentation">
      <span className="clip">
        {words.reload}
        {page && ` ${timeOfDay(page.at)}, ${pathOf(page.url)}`}
      </span>
    </li>
  );
}

const pathOf = (url: string): string => displayableLine(URL.parse(url)?.pathname ?? url);

interface JobRowProps {
  job: Job;
  selected: boolean;
  column: StepId | undefined;
  time: string;
  age: string;
  onSelect: (key: string) => void;
}

/** Rows of finished jobs stay as they are while another runs: their texts are the same. */
const JobRow = memo(function JobRow({
  job,
  selected,
  column,
  time,
  age: old,
  onSelect,
}: JobRowProps) {
  const say = useSay();
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const word = verdictWord(job, words);
  const quiet = job.verdict.kind === "complete" || job.verdict.kind === "cancelled";
  const prompt = displayableLine(job.prompt ?? job.nodeId ?? "");
  return (
    <li
      ref={row}
      className={selected ? "job on" : "job"}
      role="option"
      aria-selected={selected}
      data-job={job.id}
      data-verdict={job.verdict.kind}
      onClick={() => onSelect(jobKey(job))}
    >
      <span className="id" title={displayableLine(job.id)}>
        {shortId(job.id)}
      </span>
      <span className="node clip" title={prompt}>
        {prompt}
      </span>
      <span className="flow">{job.flow === "unknown" ? "" : job.flow}</span>
      <Strip slots={stepsOf(job)} column={column} label={word} />
      <span className={quiet ? "word quiet" : "word"} title={say(job.verdict.title)}>
        <RanWithMark {...job} />
        {word}
      </span>
      <span className="num">{time}</span>
      <span className="num age dim">{old}</span>
    </li>
  );
});

/** The first four characters that tell jobs apart: of a UUID its beginning, of an event's id its end. */
export const shortId = (id: string): string =>
  displayableLine(id.includes(":") ? id.slice(-4) : id.slice(0, 4));

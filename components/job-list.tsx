import { memo, useMemo, useState, type PointerEvent } from "react";
import type { Job } from "../lib/chain/job.ts";
import type { StepId } from "../lib/chain/profile.ts";
import { displayableLine } from "../lib/displayable.ts";
import { RanWithMark } from "./companion/ran-with.tsx";
import type { EventIndex } from "./event-index.ts";
import { jobKey, verdictWord } from "./filter.ts";
import { age, clock, timeOfDay, total } from "./format.ts";
import { stepAt, stepsOf, Strip, StripHead } from "./slot.tsx";
import { ROW, useRows } from "./use-rows.ts";
import { useSay, useWords } from "./words.ts";

interface JobListProps {
  jobs: readonly Job[];
  /** `jobKey` of the selected one. */
  selected: string | undefined;
  column: StepId | undefined;
  now: number;
  index: EventIndex;
  onSelect: (key: string) => void;
}

/** A job, or the mark between the jobs of two documents: `doc` is the newer one. */
type Row = { job: Job } | { doc: string };

function rowsOf(jobs: readonly Job[]): Row[] {
  const rows: Row[] = [];
  for (const [place, job] of jobs.entries()) {
    const newer = jobs[place - 1];
    if (newer && newer.doc !== job.doc) rows.push({ doc: newer.doc });
    rows.push({ job });
  }
  return rows;
}

/** The jobs, newest first, with a line where the page was loaded again; only the rows in sight are drawn. */
export function JobList({ jobs, selected, column: chosen, now, index, onSelect }: JobListProps) {
  const words = useWords();
  const [hovered, setHovered] = useState<StepId>();
  const column = hovered ?? chosen;
  const rows = useMemo(() => rowsOf(jobs), [jobs]);
  const place = rows.findIndex((row) => "job" in row && jobKey(row.job) === selected);
  const { box, measure, first, last } = useRows<HTMLOListElement>(rows.length, place, selected);
  // The line of a row that has left is drawn over with the one that came: to make 19 marks costs far more than to look at them.
  const ring = 2 ** Math.ceil(Math.log2(last - first + 1));
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
        ref={box}
        className="job-rows"
        role="listbox"
        aria-label={words.jobs}
        tabIndex={-1}
        onScroll={measure}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(undefined)}
      >
        <li role="presentation" style={{ height: first * ROW }} />
        {rows.slice(first, last).map((row, offset) => {
          const line = (rows.length - first - offset) % ring;
          if ("doc" in row) return <ReloadRow key={line} doc={row.doc} index={index} />;
          const { job } = row;
          const key = jobKey(job);
          const running = job.verdict.kind === "running";
          return (
            <JobRow
              key={line}
              job={job}
              selected={key === selected}
              column={column}
              time={
                running ? clock(now - job.startedAt) : total((job.endedAt ?? now) - job.startedAt)
              }
              age={age(now - job.startedAt) ?? words.now}
              onSelect={onSelect}
            />
          );
        })}
        <li role="presentation" style={{ height: (rows.length - last) * ROW }} />
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
  const word = verdictWord(job, words);
  const quiet = job.verdict.kind === "complete" || job.verdict.kind === "cancelled";
  const prompt = displayableLine(job.prompt ?? job.nodeId ?? "");
  return (
    <li
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

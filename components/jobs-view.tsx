import type { ReactNode, RefObject } from "react";
import type { Job } from "../lib/chain/job.ts";
import type { Profile, StepId } from "../lib/chain/profile.ts";
import { Filters, SearchBar } from "./bars.tsx";
import { Drawer } from "./drawer.tsx";
import type { EventIndex } from "./event-index.ts";
import { countJobs, FLOWS, jobKey, stepOf, type JobFilter } from "./filter.ts";
import { JobList } from "./job-list.tsx";
import { Ladder } from "./ladder.tsx";
import { Legend, Pattern } from "./legend.tsx";
import { Picker } from "./picker.tsx";
import { Select } from "./select.tsx";
import { stepsOf } from "./slot.tsx";
import type { Prober } from "./use-probes.ts";
import { VerdictBlock } from "./verdict.tsx";
import { useWords } from "./words.ts";

/** What is chosen in the jobs view. */
export interface Choice extends JobFilter {
  /** `jobKey`; without one the newest job is shown. */
  job?: string | undefined;
  /** Without one the step of the verdict is. */
  step?: StepId | undefined;
  event?: string | undefined;
}

interface JobsViewProps {
  jobs: readonly Job[];
  listed: readonly Job[];
  job: Job | undefined;
  choice: Choice;
  profile: Profile;
  index: EventIndex;
  now: number;
  field: RefObject<HTMLInputElement | null>;
  prober: Prober | undefined;
  /** What is worth knowing about the page. */
  notices: ReactNode;
  onChoice: (change: Partial<Choice>) => void;
}

export function JobsView(props: JobsViewProps) {
  const { jobs, listed, job, choice, profile, index, now, field, prober, notices, onChoice } =
    props;
  const words = useWords();
  const step = choice.step ?? (job && stepOf(job.verdict));
  const select = (key: string) => onChoice({ job: key, step: undefined, event: undefined });
  const event = choice.event === undefined ? undefined : index.get(choice.event);
  return (
    <>
      <SearchBar
        field={field}
        value={choice.search}
        label={words.searchJobs}
        onChange={(search) => onChoice({ search })}
      >
        <Filters
          counts={countJobs(jobs)}
          filter={choice.filter}
          onFilter={(filter) => onChoice({ filter, hole: undefined })}
        />
        <span className="grow" />
        <Select
          label={words.flow}
          value={choice.flow ?? "all"}
          options={FLOWS.map((value) => ({
            value,
            text: value === "all" ? words.bothFlows : value,
          }))}
          onChange={(flow) => onChoice({ flow })}
        />
      </SearchBar>
      <div className="split">
        <div className="list only-wide">
          <JobList
            jobs={listed}
            selected={job && jobKey(job)}
            column={step}
            now={now}
            index={index}
            onSelect={select}
          />
          <Pattern jobs={jobs} hole={choice.hole} onHole={(hole) => onChoice({ hole })} />
          <Legend />
        </div>
        {notices}
        {job ? (
          <div className="detail" data-job={job.id}>
            <Picker jobs={listed} job={job} onSelect={select} />
            <div key={jobKey(job)} className="story">
              <VerdictBlock
                job={job}
                profile={profile}
                index={index}
                event={choice.event}
                prober={prober}
                onEvent={(id) => onChoice({ event: id })}
              />
              <Ladder
                job={job}
                profile={profile}
                index={index}
                step={step}
                event={choice.event}
                now={now}
                follow={choice.step !== undefined}
                onStep={(chosen) => onChoice({ step: chosen })}
                onEvent={(id, chosen) => onChoice({ event: id, step: chosen })}
              />
            </div>
            {event && (
              <Drawer
                event={event}
                index={index}
                among={evidenceAround(job, event.id, step)}
                source={prober?.probes.source}
                onEvent={(id) => onChoice({ event: id })}
                onClose={() => onChoice({ event: undefined })}
              />
            )}
          </div>
        ) : (
          <p className="none soft">
            {words.noMatch} {words.noMatchHint}
          </p>
        )}
      </div>
    </>
  );
}

/** The list of evidence that an event was chosen from: that of the selected step, else that of the verdict. */
function evidenceAround(job: Job, event: string, step: StepId | undefined): string[] {
  const ofStep = stepsOf(job).find((state) => state.step === step)?.evidence ?? [];
  const ofVerdict = job.verdict.evidence.map((proof) => proof.event);
  return [ofStep, ofVerdict].find((ids) => ids.includes(event)) ?? [];
}

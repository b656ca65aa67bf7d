import type { Job, Status, VerdictKind } from "../lib/chain/job.ts";
import type { Profile } from "../lib/chain/profile.ts";
import { displayable } from "../lib/displayable.ts";
import { answersOf } from "./answers.ts";
import { Candidates } from "./candidates.tsx";
import { Evidence } from "./chips.tsx";
import { RanWith } from "./companion/ran-with.tsx";
import { CopyButton } from "./copy-button.tsx";
import type { EventIndex } from "./event-index.ts";
import { verdictStep } from "./filter.ts";
import { timeOfDay } from "./format.ts";
import { Icon } from "./icon.tsx";
import { PlaceLine } from "./place.tsx";
import { ProbeButtons } from "./probe-buttons.tsx";
import { CheckBlock, FixBlock, fixedText } from "./remedy.tsx";
import { Slot } from "./slot.tsx";
import { Sure } from "./sure.tsx";
import type { Prober } from "./use-probes.ts";
import { fill, useSay, useWords } from "./words.ts";

/** The mark of a verdict whose step says nothing of its own. A job that a reload rescued has no step that failed. */
const marks: Record<VerdictKind, Status> = {
  complete: "observed",
  running: "waiting",
  broken: "missing",
  rescued: "observed",
  cancelled: "unknown",
};

/** What came through, and what nobody watched, is never marked as a failure, whatever a rule has to say of it. */
const isQuiet = (kind: VerdictKind): boolean => kind === "complete" || kind === "cancelled";

interface VerdictProps {
  job: Job;
  profile: Profile;
  index: EventIndex;
  event: string | undefined;
  /** Absent where nothing can be asked. */
  prober: Prober | undefined;
  onEvent: (id: string) => void;
}

/** What happened to the job, why that is certain, and what to change. */
export function VerdictBlock({ job, profile, index, event, prober, onEvent }: VerdictProps) {
  const words = useWords();
  const say = useSay();
  const { verdict, history } = job;
  const { kind, fix, check, place, blind } = verdict;
  const own = isQuiet(kind) ? undefined : verdictStep(job)?.status;
  const asks = kind === "broken" || kind === "running" ? prober : undefined;
  const failure = asks?.of(job).failure;
  const source = prober?.probes.source;
  return (
    <article className="verdict" data-verdict={kind} data-rule={verdict.rule}>
      <div className="verdict-top">
        <Slot status={own ?? marks[kind]} large />
        <h2>{say(verdict.title)}</h2>
        <span className="grow" />
        {verdict.confidence && <Sure confidence={verdict.confidence} />}
        <span className="soft when">{timeOfDay(job.startedAt)}</span>
      </div>
      <div className="verdict-body">
        <p className="sentence">{say(verdict.sentence)}</p>
        <RanWith {...job} />
        <Evidence chips={verdict.evidence} event={event} onEvent={onEvent} />
        {fix && <FixBlock fix={fix} />}
        {(fix ?? asks) && (
          <div className="actions">
            {fix && <CopyButton primary text={fixedText(fix)} label={words.copyFix} />}
            {asks && (
              <ProbeButtons
                job={job}
                profile={profile}
                prober={asks}
                hosts={index.hostsOf(job.doc)}
              />
            )}
          </div>
        )}
        <Evidence
          chips={answersOf(job, profile, index)}
          title={words.answers}
          event={event}
          onEvent={onEvent}
        />
        {failure !== undefined && (
          <p className="late-ink" role="alert">
            {displayable(fill(words.probeFailed, { message: failure }))}
          </p>
        )}
        {check && <CheckBlock check={check} />}
        <Candidates candidates={verdict.candidates} event={event} onEvent={onEvent} />
        {place && <PlaceLine place={place} source={source && ((url) => source(url, job.doc))} />}
        {history.map((past) => (
          <p key={past.at} className="past soft">
            {fill(words.until, { time: timeOfDay(past.at), verdict: say(past.title) })}
          </p>
        ))}
        {blind && (
          <p className="unseen">
            <Icon name="eyeoff" small />
            <span>
              <b>{words.blind}</b> {say(blind)}
            </span>
          </p>
        )}
      </div>
    </article>
  );
}

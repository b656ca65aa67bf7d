import type { SwitchId } from "../../lib/companion/switches.ts";
import { switchWords } from "../../lib/companion/switch-words.ts";
import type { Job, Status } from "../../lib/chain/job.ts";
import type { Language } from "../../lib/chain/text.ts";
import { isTicked, type CheckLine, type Result, type Tick } from "../../lib/trial/checklist.ts";
import { reportMarkdown, reportOf } from "../../lib/trial/report.ts";
import { CopyButton } from "../copy-button.tsx";
import { timeOfDay } from "../format.ts";
import { Slot } from "../slot.tsx";
import { useSay, useWords } from "../words.ts";
import { useTell, type CompanionWord } from "./say.ts";
import type { Checker } from "./use-checklist.ts";

interface ChecklistProps {
  checker: Checker;
  /** Ms since the epoch. */
  now: number;
  closed: boolean;
  /** What an event's chip is called. */
  labelOf: (event: string) => string;
  onTurn: (id: SwitchId) => void;
  onEvent: (id: string) => void;
  onJobs: (jobs: readonly Job[]) => void;
}

/** The design's four manual tests: what the log proves of each line, or what is missing. */
export function Checklist({ checker, now, ...act }: ChecklistProps) {
  const tell = useTell();
  const { language } = useWords();
  const report = reportOf(checker.results, now, language as Language);
  return (
    <div className="checklist">
      <div className="checklist-top">
        <p className="soft grow">
          {checker.since > 0
            ? tell("checksSince", { time: timeOfDay(checker.since) })
            : tell("checksText")}
        </p>
        <div className="actions">
          <button className="button" data-action="start-over" onClick={checker.startOver}>
            {tell("startOver")}
          </button>
          <CopyButton text={reportMarkdown(report)} label={tell("copyMarkdown")} />
          <CopyButton text={JSON.stringify(report, null, 2)} label={tell("copyJson")} />
        </div>
      </div>
      <div className="tests">
        {checker.results.map((result) => (
          <TestSection key={result.test.id} result={result} {...act} />
        ))}
      </div>
    </div>
  );
}

type TestSectionProps = Omit<ChecklistProps, "checker" | "now"> & { result: Result };

function TestSection({ result, ...act }: TestSectionProps) {
  const tell = useTell();
  const say = useSay();
  const { test, job, ticks, passed } = result;
  const n = ticks.filter(isTicked).length;
  return (
    <section data-test={test.id} data-passed={passed}>
      <h3>
        <Slot status={passed ? "observed" : "not-yet"} />
        {say(test.title)}
        <span className="soft">
          {passed ? tell("passed") : tell("nOf", { n, all: ticks.length })}
        </span>
        {job && (
          <button className="chip" onClick={() => act.onJobs([job])}>
            {job.flow} {job.id.slice(0, 4)}, {timeOfDay(job.startedAt)}
          </button>
        )}
      </h3>
      <ol className="checks">
        {test.lines.map((line, place) => (
          <Line
            key={line.id}
            line={line}
            tick={ticks[place]!}
            hasJob={job !== undefined}
            {...act}
          />
        ))}
      </ol>
    </section>
  );
}

const marks: Record<Tick["state"], Status> = {
  seen: "observed",
  inferred: "inferred",
  waiting: "waiting",
  missing: "missing",
};
const states: Record<Tick["state"], CompanionWord> = {
  seen: "lineSeen",
  inferred: "lineInferred",
  waiting: "lineWaiting",
  missing: "lineMissing",
};

interface LineProps extends Omit<TestSectionProps, "result"> {
  line: CheckLine;
  tick: Tick;
  hasJob: boolean;
}

function Line({ line, tick, hasJob, closed, labelOf, onTurn, onEvent }: LineProps) {
  const tell = useTell();
  const say = useSay();
  const { state, event, text, turn } = tick;
  return (
    <li data-line={line.id} data-state={state}>
      <Slot status={hasJob || state !== "missing" ? marks[state] : "not-yet"} />
      <span>
        <span className="off-screen">{tell(states[state])}: </span>
        {say(line.text)}
      </span>
      <span className="proofs">
        {event !== undefined && (
          <button className="chip" data-event={event} onClick={() => onEvent(event)}>
            {labelOf(event)}
          </button>
        )}
        {turn && (
          <button className="link" disabled={closed} onClick={() => onTurn(turn)}>
            {say(switchWords[turn].name)}
          </button>
        )}
      </span>
      <small>{say(text)}</small>
    </li>
  );
}

import { Fragment } from "react";
import { actWords, type ActWord } from "../../lib/companion/act-words.ts";
import { switchWords } from "../../lib/companion/switch-words.ts";
import type { Switch } from "../../lib/companion/switches.ts";
import type { Job } from "../../lib/chain/job.ts";
import type { Text } from "../../lib/chain/text.ts";
import { compareFix, rehearsalOf } from "../../lib/trial/compare.ts";
import { displayableLine } from "../../lib/displayable.ts";
import type { Act } from "../../lib/trial/diary.ts";
import { jobKey, verdictWord } from "../filter.ts";
import { timeOfDay } from "../format.ts";
import { Icon } from "../icon.tsx";
import { useSay, useWords } from "../words.ts";
import { Compare } from "./compare-table.tsx";
import { Keep, type KeepSource } from "./keep.tsx";
import { ParamFields } from "./param-fields.tsx";
import { PlayPane } from "./play.tsx";
import { expectation, useTell } from "./say.ts";
import { suggestionsOf } from "./suggestions.ts";
import type { Switchboard } from "./use-companion.ts";
import type { Player } from "./use-play.ts";

interface DetailProps {
  each: Switch;
  jobs: readonly Job[];
  board: Switchboard;
  code: KeepSource;
  player: Player;
  closed: boolean;
  /** Topics of channels that had ended before. */
  ended: readonly string[];
  onBack: () => void;
  onEvent: (id: string) => void;
  onJobs: (jobs: readonly Job[]) => void;
}

/** One switch: what it does, to whom, and what came of it. */
export function Detail({ each, jobs, board, code, player, closed, ended, ...act }: DetailProps) {
  const say = useSay();
  const tell = useTell();
  const { id, kind, cures = [], expects } = each;
  const { diary, standing } = board;
  const { name, does, but } = switchWords[id];
  const comparison = kind === "fix" ? compareFix(id, jobs, diary) : undefined;
  const tried = comparison
    ? [...comparison.plain.with.jobs, ...comparison.rehearsed.with.jobs]
    : [];
  const tab = diary.tabNumber((diary.spansOf(id).at(-1) ?? standing)?.tab);
  return (
    <aside data-detail={id}>
      <button className="link back only-narrow" onClick={act.onBack}>
        <Icon name="left" small />
        {tell("back")}
      </button>
      <h2>{say(name)}</h2>
      <p className="soft">{say(does)}</p>
      {cures.length > 0 && <p className="soft">{tell("cures", { rules: cures.join(", ") })}</p>}
      {expects && <Expectation each={each} jobs={jobs} board={board} onJobs={act.onJobs} />}
      {but && <p className="soft">{say(but)}</p>}
      {id === "resubscribe" && ended.length > 0 && (
        <p data-ended-before>
          {tell(ended.length === 1 ? "endedBeforeOne" : "endedBeforeMany", {
            topics: ended.join(", "),
          })}
        </p>
      )}
      {kind === "fix" && (
        <>
          <section>
            <Compare comparison={comparison} on={board.isOn(id)} tab={tab} />
          </section>
          <PlayPane key={`play ${id}`} id={id} name={say(name)} player={player} closed={closed} />
        </>
      )}
      <ParamFields
        key={id}
        each={each}
        values={board.valuesOf(id)}
        on={board.isOn(id)}
        suggestions={suggestionsOf(jobs, code.profile)}
        onValues={(part) => board.setValues(id, part)}
      />
      {kind === "fix" && (
        <Keep key={`keep ${id}`} id={id} jobs={jobs} tried={tried} {...code} onJobs={act.onJobs} />
      )}
      <Acts acts={diary.actsOf(id)} count={diary.actCount(id)} onEvent={act.onEvent} />
    </aside>
  );
}

interface ExpectationProps {
  each: Switch;
  jobs: readonly Job[];
  board: Switchboard;
  onJobs: (jobs: readonly Job[]) => void;
}

/** What a fault should lead to, and what it led to. */
function Expectation({ each, jobs, board, onJobs }: ExpectationProps) {
  const tell = useTell();
  const words = useWords();
  if (!each.expects) return undefined;
  const { sentence } = expectation(each.expects, tell);
  const rehearsal = rehearsalOf(each.id, jobs, board.diary);
  const all = rehearsal.jobs.length;
  return (
    <dl className="pairs">
      <dt>{tell("expected")}</dt>
      <dd>{sentence}</dd>
      {all > 0 && (
        <>
          <dt>{tell("seen")}</dt>
          <dd>
            {rehearsal.jobs.slice(-3).map((job) => (
              <Fragment key={jobKey(job)}>
                <button className="chip" onClick={() => onJobs([job])}>
                  {job.id.slice(0, 4)} {verdictWord(job, words)}
                </button>{" "}
              </Fragment>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

/** As many acts as are listed; their number is told in full. */
const MOST_ACTS = 8;

/** What a switch did last, each a way to its event. */
interface ActsProps {
  acts: readonly Act[];
  count: number;
  onEvent: (id: string) => void;
}

function Acts({ acts, count, onEvent }: ActsProps) {
  const tell = useTell();
  const say = useSay();
  return (
    <section className="acts">
      <h3>
        {tell("acts")} {acts.length > 0 && <span className="dim">{count}</span>}
      </h3>
      {acts.length === 0 && <p className="soft">{tell("actsNone")}</p>}
      <ol>
        {acts
          .slice(-MOST_ACTS)
          .toReversed()
          .map((act) => (
            <li key={act.id}>
              <button
                className="act"
                data-event={act.id}
                title={tell("showEvent")}
                onClick={() => onEvent(act.id)}
              >
                <span className="dim">{timeOfDay(act.at)}</span> <b>{say(actWord(act.what))}</b>{" "}
                <span className="clip">{aboutOf(act)}</span>
              </button>
            </li>
          ))}
      </ol>
    </section>
  );
}

/** A page may say that a switch did anything. */
const actWord = (what: string): Text =>
  Object.hasOwn(actWords, what) ? actWords[what as ActWord] : displayableLine(what);

const aboutOf = ({ topic, event, job, key, url, detail }: Act): string =>
  displayableLine(
    [topic?.replace(/^realtime:/, ""), event, key, url, job, detail].filter(Boolean).join(" "),
  );

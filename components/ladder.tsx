import { useEffect, useRef } from "react";
import type { Job } from "../lib/chain/job.ts";
import type { Place, Profile, StepId } from "../lib/chain/profile.ts";
import { displayableLine } from "../lib/displayable.ts";
import type { EventIndex } from "./event-index.ts";
import { chipLabel } from "./event-text.ts";
import { stepOf, verdictWord } from "./filter.ts";
import { Icon } from "./icon.tsx";
import { HopBar } from "./hop-bar.tsx";
import { chainSum, codeOf, rungsOf, type Rung } from "./rung.ts";
import { Slot } from "./slot.tsx";
import { stepName } from "./step-names.ts";
import { useSay, useWords } from "./words.ts";

interface LadderProps {
  job: Job;
  profile: Profile;
  index: EventIndex;
  step: StepId | undefined;
  event: string | undefined;
  now: number;
  /** Keep the selected rung in sight. */
  follow: boolean;
  onStep: (step: StepId) => void;
  onEvent: (id: string, step: StepId) => void;
}

const noProofs: Job["verdict"]["evidence"] = [];
const CHAINS = ["create", "update"] as const;

/** The nineteen rungs of a job, in two chains. */
export function Ladder(props: LadderProps) {
  const { job, profile, index, step, event, now, follow, onStep, onEvent } = props;
  const words = useWords();
  return (
    <div className="ladder">
      <div className="head" aria-hidden="true">
        <span />
        <span />
        <span>{words.step}</span>
        <span className="what" />
        <span className="where">{words.where}</span>
        <span>{words.at}</span>
        <span className="hopkey" title={words.hopKey}>
          <i className="wait" />
          {words.wait}
          <i />
          <span className="clip">{words.ofBudget}</span>
        </span>
        <span>{words.evidence}</span>
      </div>
      {CHAINS.map((chain) => (
        <ol key={chain} aria-label={words[chain]}>
          <li className="chain">
            <span className="sum clip">
              <b>{words[chain]}</b> {chainSum(job, chain, words, verdictWord(job, words))}
            </span>
          </li>
          {rungsOf(job, chain, { profile, words, index, now }).map((rung) => (
            <RungRow
              key={rung.state.step}
              rung={rung}
              name={stepName(rung.state.step, profile, words)}
              where={profile.steps[rung.state.step].where}
              code={displayableLine(codeOf(rung.state.step, job, profile))}
              index={index}
              selected={rung.state.step === step}
              event={event}
              follow={follow}
              proofs={rung.state.step === stepOf(job.verdict) ? job.verdict.evidence : noProofs}
              onStep={onStep}
              onEvent={onEvent}
            />
          ))}
        </ol>
      ))}
    </div>
  );
}

interface RungProps extends Pick<LadderProps, "index" | "event" | "follow" | "onStep" | "onEvent"> {
  rung: Rung;
  name: string;
  where: Place;
  code: string;
  selected: boolean;
  /** The verdict's, for the step that it is about. */
  proofs: Job["verdict"]["evidence"];
}

function RungRow(props: RungProps) {
  const { rung, name, where, code, index, selected, event, follow, proofs, onStep, onEvent } =
    props;
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  const opened = event !== undefined;
  // Again when the drawer takes room away.
  useEffect(() => {
    if (selected && follow) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected, follow, opened]);
  const { state, up, down, at, dim, hop } = rung;
  const quiet = ["blocked", "not-yet", "unknown"].includes(state.status);
  return (
    <li
      ref={row}
      className={`rung${selected ? " on" : ""}${quiet ? " quiet" : ""}`}
      data-step={state.step}
      data-status={state.status}
      aria-current={selected}
      onClick={() => onStep(state.step)}
    >
      <span className="rail" data-up={up} data-down={down}>
        <Slot status={state.status} />
        <span className="off-screen">{words[statusWords[state.status]]}</span>
      </span>
      <span className="id">{state.step}</span>
      <span className="name clip" title={name}>
        {name}
      </span>
      <span className="what clip" title={code}>
        {code}
      </span>
      <span className="where">
        <Icon name={where} small />
        {words[where]}
      </span>
      <span
        className={`at${dim ? " est" : ""}${hop || state.at !== undefined ? "" : " alone"}`}
        title={at}
      >
        {at}
      </span>
      {(hop || state.at !== undefined) && <HopBar hop={hop} />}
      <Chips rung={rung} index={index} event={event} proofs={proofs} onEvent={onEvent} />
    </li>
  );
}

const statusWords = {
  observed: "observed",
  inferred: "inferred",
  waiting: "waiting",
  late: "late",
  failed: "failed",
  missing: "missing",
  blocked: "blocked",
  unknown: "unknown",
  "not-yet": "notYet",
} as const;

const MOST_CHIPS = 2;

function Chips({
  rung,
  index,
  event,
  proofs,
  onEvent,
}: Pick<RungProps, "rung" | "index" | "event" | "proofs" | "onEvent">) {
  const say = useSay();
  const { step, evidence } = rung.state;
  const note = rung.state.note === undefined ? undefined : say(rung.state.note);
  const own = evidence.map((id, place) => {
    const found = index.get(id);
    const label = found ? say(chipLabel(found)) : id;
    // A note of one word is a name that stands in the rung already.
    const says = place === 0 && note !== undefined && /\s/.test(note);
    return {
      event: id,
      label: says ? note : label,
      title: note ? `${label}: ${note}` : label,
    };
  });
  // A step that never came has no evidence of its own: that of the verdict says why.
  const shown =
    own.length > 0
      ? own
      : proofs.map(({ event: id, label }) => ({
          event: id,
          label: say(label),
          title: say(label),
        }));
  if (shown.length === 0) {
    return (
      <span className="chips dim clip" title={note}>
        {note}
      </span>
    );
  }
  return (
    <span className="chips">
      {shown.slice(0, MOST_CHIPS).map(({ event: id, label, title }) => (
        <button
          key={id + label}
          className={id === event ? "chip on" : "chip"}
          data-event={id}
          title={title}
          onClick={(click) => {
            click.stopPropagation();
            onEvent(id, step);
          }}
        >
          {label}
        </button>
      ))}
    </span>
  );
}

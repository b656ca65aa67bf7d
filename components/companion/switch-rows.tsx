import { useEffect, useRef } from "react";
import { switchWords } from "../../lib/companion/switch-words.ts";
import type { Switch } from "../../lib/companion/switches.ts";
import { useSay } from "../words.ts";
import { useTell, type CompanionWord } from "./say.ts";

/** What a row says of its switch, beside its name. */
export interface RowValues {
  /** p50 of a fix, the expected verdict of a fault. */
  first: string;
  firstStrong?: string | undefined;
  /** Missed jobs of a fix, what a fault led to. */
  second: string;
  secondStrong?: string | undefined;
  endsIn: string;
}

interface SwitchRowsProps {
  kind: Switch["kind"];
  switches: readonly Switch[];
  selected: string;
  /** The switch that the keyboard has moved to. */
  focused: string | undefined;
  closed: string | undefined;
  asking: string | undefined;
  isOn: (id: string) => boolean;
  valuesOf: (each: Switch) => RowValues;
  onSelect: (id: string) => void;
  onTurn: (id: string, on: boolean) => void;
}

const heads = {
  fix: ["fix", "p50", "missedJobs"],
  fault: ["fault", "expected", "seen"],
} as const satisfies Record<Switch["kind"], CompanionWord[]>;

/** All fixes or all faults, one row each. */
export function SwitchRows(props: SwitchRowsProps) {
  const { kind, switches, selected, isOn, valuesOf, onSelect, onTurn } = props;
  const tell = useTell();
  const [name, first, second] = heads[kind];
  return (
    <section aria-label={tell(name)}>
      <div className="play head" aria-hidden="true">
        <span />
        <span>{tell(name)}</span>
        <span className="did">{tell("does")}</span>
        <span className="num first">{tell(first)}</span>
        <span className="num second">{tell(second)}</span>
        <span className="num ends">{tell("endsIn")}</span>
      </div>
      {switches.map((each) => (
        <SwitchRow
          key={each.id}
          each={each}
          on={isOn(each.id)}
          chosen={each.id === selected}
          focused={each.id === props.focused}
          closed={props.closed}
          busy={props.asking === each.id}
          values={valuesOf(each)}
          onSelect={() => onSelect(each.id)}
          onTurn={(on) => onTurn(each.id, on)}
        />
      ))}
    </section>
  );
}

interface SwitchRowProps {
  each: Switch;
  on: boolean;
  chosen: boolean;
  focused: boolean;
  closed: string | undefined;
  busy: boolean;
  values: RowValues;
  onSelect: () => void;
  onTurn: (on: boolean) => void;
}

function SwitchRow({ each, on, chosen, focused, closed, busy, values, ...act }: SwitchRowProps) {
  const say = useSay();
  const button = useRef<HTMLButtonElement>(null);
  const { id } = each;
  const { name, does } = switchWords[id];
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  return (
    <div className={chosen ? "play on" : "play"} data-switch={id} onClick={act.onSelect}>
      <button
        ref={button}
        className="switch"
        role="switch"
        aria-checked={on}
        aria-label={say(name)}
        aria-busy={busy}
        title={closed ?? say(name)}
        disabled={closed !== undefined}
        onClick={() => act.onTurn(!on)}
      >
        <i />
      </button>
      <button className="name clip" aria-pressed={chosen} title={say(name)}>
        {say(name)}
      </button>
      <span className="did clip" title={say(does)}>
        {say(does)}
      </span>
      <Value place="first" before={values.first} strong={values.firstStrong} />
      <Value place="second" before={values.second} strong={values.secondStrong} />
      <span className="val num ends">{values.endsIn}</span>
    </div>
  );
}

interface ValueProps {
  place: "first" | "second";
  before: string;
  strong?: string | undefined;
}

/** "47 s → 6.2 s". */
function Value({ place, before, strong }: ValueProps) {
  const text = [before, strong].filter(Boolean).join(" → ");
  return (
    <span className={`val num clip ${place}`} title={text}>
      {before}
      {before && strong && " → "}
      {strong && <b>{strong}</b>}
    </span>
  );
}

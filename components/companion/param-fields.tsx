import { useId } from "react";
import { paramWords } from "../../lib/companion/switch-words.ts";
import { isValid, type Param, type Switch, type Value } from "../../lib/companion/switches.ts";
import { DraftInput } from "../draft-input.tsx";
import { useSay } from "../words.ts";
import { useTell, type CompanionWord } from "./say.ts";
import type { Values } from "./use-companion.ts";

interface ParamFieldsProps {
  each: Switch;
  values: Values;
  on: boolean;
  /** What may be wanted, by the name of the value. */
  suggestions: Record<string, readonly string[]>;
  onValues: (part: Values) => void;
}

/** Whom a fault meets and how often, or how a fix works. */
export function ParamFields({ each, values, on, suggestions, onValues }: ParamFieldsProps) {
  const tell = useTell();
  if (each.params.length === 0) return undefined;
  const changed = each.params.some(({ name, default: usual }) => values[name] !== usual);
  return (
    <section className="params">
      <div className="settings-top">
        <h3>{tell(each.kind === "fix" ? "howItWorks" : "howItMeets")}</h3>
        <button
          className="link"
          disabled={!changed}
          onClick={() =>
            onValues(Object.fromEntries(each.params.map((param) => [param.name, param.default])))
          }
        >
          {tell("asDefault")}
        </button>
      </div>
      <div className="param-grid">
        {each.params.map((param) => (
          <ParamField
            key={param.name}
            param={param}
            value={values[param.name] ?? param.default}
            suggestions={suggestions[param.name] ?? []}
            onValue={(value) => onValues({ [param.name]: value })}
          />
        ))}
      </div>
      {on && <p className="soft">{tell("takenNow")}</p>}
    </section>
  );
}

interface ParamFieldProps {
  param: Param;
  value: Value;
  suggestions: readonly string[];
  onValue: (value: Value) => void;
}

/** What 0 stands for, where it stands for something else than nothing. */
const zeroOf = (param: Param): CompanionWord | undefined =>
  param.type === "number" && param.default === 0
    ? param.name === "nth"
      ? "each"
      : "noLimit"
    : undefined;

const read = (param: Param, text: string): Value =>
  param.type === "number" ? Number(text.trim() || Number.NaN) : text.trim();

function ParamField({ param, value, suggestions, onValue }: ParamFieldProps) {
  const list = useId();
  const say = useSay();
  const tell = useTell();
  const label = say(paramWords[param.name] ?? param.name);
  if (param.type === "boolean") {
    return (
      <label className="param">
        <span>{label}</span>
        <input
          type="checkbox"
          data-param={param.name}
          checked={value === true}
          onChange={({ target }) => onValue(target.checked)}
        />
      </label>
    );
  }
  const zero = zeroOf(param);
  const limits =
    param.type === "number" ? tell("range", { min: param.min, max: param.max }) : label;
  return (
    <label className="param">
      <span>
        {label}
        {zero && <small className="dim"> {tell(zero)}</small>}
      </span>
      <DraftInput
        data-param={param.name}
        list={suggestions.length > 0 ? list : undefined}
        inputMode={param.type === "number" ? "numeric" : "text"}
        className={param.type === "number" ? "num" : undefined}
        spellCheck={false}
        title={limits}
        wrongTitle={limits}
        placeholder={param.type === "text" ? tell("anyText") : undefined}
        value={String(value)}
        isRight={(text) => isValid(param, read(param, text))}
        onTake={(text) => onValue(read(param, text))}
      />
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </label>
  );
}

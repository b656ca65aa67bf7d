import { useId } from "react";
import { STEPS, type Budgets, type Profile, type StepId } from "../lib/chain/profile.ts";
import { DraftInput } from "./draft-input.tsx";
import { duration } from "./format.ts";
import { Icon } from "./icon.tsx";
import { isBudget, MOST_BUDGET, type Settings } from "./settings.ts";
import { Kept, type Keeper } from "./kept.tsx";
import { SiteList } from "./site-list.tsx";
import { stepName } from "./step-names.ts";
import { TapsOut } from "./taps-out.tsx";
import type { Sites } from "./use-sites.ts";
import { fill, useWords } from "./words.ts";

interface SettingsViewProps {
  /** With the budgets that nobody changed. */
  profile: Profile;
  learned: Budgets;
  settings: Settings;
  /** Of the page; without one there is no site to switch. */
  origin: string | undefined;
  /** Whether anything can be asked of the page at all. */
  canAsk: boolean;
  /** The document that the taps are in, and what takes them out of it. */
  doc: string | undefined;
  takeOut: (() => Promise<void>) | undefined;
  onReload: (() => void) | undefined;
  sites: Sites | undefined;
  /** Absent where nothing is kept, as for a file. */
  keeper: Keeper | undefined;
  onSettings: (settings: Settings) => void;
}

/** How long each hop may take, and whether the panel asks by itself. */
export function SettingsView(props: SettingsViewProps) {
  const { profile, learned, settings, origin, canAsk, sites, onSettings } = props;
  const words = useWords();
  const { budgets, askAlone, measures } = settings;
  const put = (step: StepId, ms: number | undefined) => {
    const { [step]: _, ...others } = budgets;
    onSettings({ ...settings, budgets: ms === undefined ? others : { ...others, [step]: ms } });
  };
  return (
    <div className="settings">
      <section>
        <h2>{words.questions}</h2>
        {origin === undefined ? (
          <p className="soft">{words.noSite}</p>
        ) : (
          <Switch
            name="ask-alone"
            on={askAlone.includes(origin)}
            label={fill(words.askAlone, { site: origin.replace(/^https?:\/\//, "") })}
            text={words.askAloneText}
            disabled={!canAsk}
            onChange={(on) =>
              onSettings({
                ...settings,
                askAlone: on ? [...askAlone, origin] : askAlone.filter((each) => each !== origin),
              })
            }
          />
        )}
      </section>
      <section>
        <h2>{words.timeline}</h2>
        <Switch
          name="measures"
          on={measures}
          label={words.measures}
          text={words.measuresText}
          disabled={!canAsk}
          onChange={(on) => onSettings({ ...settings, measures: on })}
        />
      </section>
      {props.takeOut && (
        <TapsOut key={props.doc} takeOut={props.takeOut} onReload={props.onReload} />
      )}
      {props.keeper && <Kept keeper={props.keeper} />}
      {sites && (
        <section>
          <h2>{words.sites}</h2>
          <p className="soft">{words.sitesText}</p>
          <SiteList list={sites.list} onSwitch={sites.onSwitch} />
        </section>
      )}
      <section>
        <div className="settings-top">
          <h2>{words.budgets}</h2>
          <button
            className="link"
            disabled={Object.keys(budgets).length === 0}
            onClick={() => onSettings({ ...settings, budgets: {} })}
          >
            {words.resetAll}
          </button>
        </div>
        <p className="soft">{words.budgetsText}</p>
        <table className="budgets">
          <thead>
            <tr className="head">
              <th scope="col">{words.step}</th>
              <th scope="col" className="num">
                {words.byDefault}
              </th>
              <th scope="col" className="num">
                {words.learned}
              </th>
              <th scope="col" className="num">
                {words.own}
              </th>
              <th aria-label={words.reset} />
            </tr>
          </thead>
          <tbody>
            {STEPS.map((step) => (
              <BudgetRow
                key={step}
                step={step}
                name={stepName(step, profile, words)}
                usual={profile.steps[step].budget}
                learned={learned[step]}
                own={budgets[step]}
                onChange={(ms) => put(step, ms)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface SwitchProps {
  name: string;
  on: boolean;
  label: string;
  text: string;
  disabled: boolean;
  onChange: (on: boolean) => void;
}

function Switch({ name, on, label, text, disabled, onChange }: SwitchProps) {
  const words = useWords();
  const about = useId();
  return (
    <div className="setting">
      <button
        className="switch"
        role="switch"
        aria-checked={on}
        aria-describedby={about}
        data-action={name}
        disabled={disabled}
        title={disabled ? words.cannotAsk : undefined}
        onClick={() => onChange(!on)}
      >
        <i />
        <span>{label}</span>
      </button>
      <p id={about} className="soft">
        {text}
      </p>
    </div>
  );
}

interface BudgetRowProps {
  step: StepId;
  name: string;
  usual: number;
  learned: number | undefined;
  own: number | undefined;
  onChange: (ms: number | undefined) => void;
}

function BudgetRow({ step, name, usual, learned, own, onChange }: BudgetRowProps) {
  const words = useWords();
  const msOf = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const isRight = (text: string) => {
    const ms = msOf(text);
    return ms === undefined || isBudget(ms);
  };
  const label = fill(words.budgetOf, { step: `${step} ${name}` });
  return (
    <tr data-step={step} className={own === undefined ? undefined : "changed"}>
      <th scope="row" title={name}>
        <span className="step-name">
          <code>{step}</code>
          <span>{name}</span>
        </span>
      </th>
      <td className={(learned ?? own) ? "num dim" : "num"}>{duration(usual)}</td>
      <td className={own ? "num dim" : "num"}>{learned === undefined ? "–" : duration(learned)}</td>
      <td className="num">
        <DraftInput
          inputMode="numeric"
          aria-label={label}
          title={label}
          wrongTitle={fill(words.wrongBudget, { most: MOST_BUDGET })}
          placeholder={String(learned ?? usual)}
          value={own ?? ""}
          isRight={isRight}
          onTake={(text) => onChange(msOf(text))}
        />
      </td>
      <td>
        <button
          className="tool"
          title={words.reset}
          aria-label={`${words.reset}, ${step}`}
          disabled={own === undefined}
          onClick={() => onChange(undefined)}
        >
          <Icon name="reload" small />
        </button>
      </td>
    </tr>
  );
}

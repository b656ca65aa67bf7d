import type { ReactNode, RefObject } from "react";
import type { EventOf } from "../lib/event.ts";
import type { Connection } from "./empty.tsx";
import { FILTERS, type Filter } from "./filter.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Select } from "./select.tsx";
import { fill, useWords } from "./words.ts";

const TABS = ["jobs", "events", "sync", "companion"] as const;
export type View = (typeof TABS)[number] | "settings";

interface TopBarProps {
  view: View;
  connection: Connection;
  events: number;
  gaps: number;
  /** What the taps said last of their cost in this page. */
  cost?: EventOf<"tap.cost"> | undefined;
  /** What has to be known in every view. */
  badge?: ReactNode;
  /** Absent where there is nothing to record, as for a file. */
  recording?: boolean | undefined;
  onRecord?: ((recording: boolean) => void) | undefined;
  onSearch: () => void;
  onView: (view: View) => void;
  onClear: () => void;
  onSave: () => void;
  onOpen: () => void;
  onHelp: () => void;
  /** Absent where nothing can be kept. */
  onSettings?: (() => void) | undefined;
}

export function TopBar(props: TopBarProps) {
  const words = useWords();
  const { view, connection, events, gaps, recording = true, onRecord } = props;
  const state = recording ? connection : "paused";
  return (
    <div className="bar" role="toolbar">
      {onRecord && (
        <Tool
          icon="record"
          label={words.record}
          pressed={recording}
          onClick={() => onRecord(!recording)}
        />
      )}
      <Tool icon="clear" label={words.clear} onClick={props.onClear} />
      <span className="rule" />
      <nav className="tabs">
        {TABS.map((name) => (
          <button
            key={name}
            data-tab={name}
            className={name === view ? "on" : undefined}
            aria-current={name === view ? "page" : undefined}
            onClick={() => props.onView(name)}
          >
            {words[name]}
          </button>
        ))}
      </nav>
      <Select
        label={words.views}
        value={view === "settings" ? "jobs" : view}
        options={TABS.map((value) => ({ value, text: words[value] }))}
        onChange={props.onView}
      />
      <span className="grow" />
      {props.badge}
      <span className="status" role="status" data-connection={state} title={words[state]}>
        <span className="live-dot" />
        <span className="clip">{words[state]}</span>
        <span className="sep only-wide">·</span>
        <span className="only-wide">
          {events === 1 ? words.oneEvent : fill(words.manyEvents, { n: events })}
        </span>
        {props.cost && <Cost {...props.cost} />}
        {gaps > 0 && (
          <span className="late-ink" title={words.gapsText}>
            {fill(words.gaps, { n: gaps })}
          </span>
        )}
      </span>
      <span className="only-narrow">
        <Tool icon="search" label={`${words.search} (/)`} onClick={props.onSearch} />
      </span>
      <Tool icon="save" label={words.save} disabled={events === 0} onClick={props.onSave} />
      <Tool icon="file" label={words.open} onClick={props.onOpen} />
      {props.onSettings && (
        <Tool
          icon="gear"
          label={words.settings}
          pressed={view === "settings"}
          onClick={props.onSettings}
        />
      )}
      <Tool icon="help" label={`${words.keys} (?)`} onClick={props.onHelp} />
    </div>
  );
}

/** What it costs the page to be watched. */
function Cost({ frames, ms, bytes }: EventOf<"tap.cost">) {
  const words = useWords();
  const values = {
    us: Math.max(1, Math.round((ms * 1_000) / frames)),
    mb: (bytes / 1024 ** 2).toFixed(1),
  };
  return (
    <>
      <span className="sep only-wide">·</span>
      <span className="only-wide" data-cost={values.us} title={words.costText}>
        {fill(words.cost, values)}
      </span>
    </>
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  disabled?: boolean;
  /** Of a button that stays down. */
  pressed?: boolean;
  onClick: () => void;
}

function Tool({ icon, label, disabled = false, pressed, onClick }: ToolProps) {
  return (
    <button
      className={pressed ? "tool on" : "tool"}
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

interface SearchBarProps {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  label: string;
  onChange: (value: string) => void;
  children?: ReactNode;
}

export function SearchBar({ field, value, label, onChange, children }: SearchBarProps) {
  return (
    <div className="bar" role="search">
      <label className="search">
        <Icon name="search" small />
        <input
          ref={field}
          className="grow"
          type="search"
          placeholder={label}
          aria-label={label}
          value={value}
          spellCheck={false}
          onChange={(change) => onChange(change.target.value)}
        />
        <span className="key">/</span>
      </label>
      {children}
    </div>
  );
}

interface FiltersProps {
  counts: Record<Filter, number>;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

export function Filters({ counts, filter, onFilter }: FiltersProps) {
  const words = useWords();
  return (
    <span className="filters">
      {FILTERS.map((name) => (
        <button
          key={name}
          className={name === filter ? "filter on" : "filter"}
          aria-pressed={name === filter}
          data-filter={name}
          onClick={() => onFilter(name)}
        >
          {words[name]} <span>{counts[name]}</span>
        </button>
      ))}
    </span>
  );
}

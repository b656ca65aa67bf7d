import { useCallback, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useStore, type StoreApi } from "zustand";
import { STEPS, type Profile } from "../lib/chain/profile.ts";
import type { HopscopeState as State } from "../lib/store.ts";
import { TopBar, type View } from "./bars.tsx";
import { useClock } from "./clock.ts";
import { Empty, emptyReason, type Connection } from "./empty.tsx";
import { createEventIndex } from "./event-index.ts";
import { EventsView, searchEvents } from "./events-view.tsx";
import { jobKey, listJobs, stepOf } from "./filter.ts";
import { Help } from "./help.tsx";
import { JobsView, type Choice } from "./jobs-view.tsx";
import { stepsOf } from "./slot.tsx";
import { useKeys } from "./keyboard.ts";
import { WordsContext, wordsOf } from "./words.ts";

export interface AppProps {
  store: StoreApi<State>;
  profile: Profile;
  connection: Connection;
  /** Language of the browser: "pt-BR". */
  language?: string;
  /** Reads the time, ms since the epoch; absent for a file, where time stands still. */
  clock?: (() => number) | undefined;
  /** A sentence about something that went wrong outside the panel, such as a trace that could not be read. */
  notice?: string | undefined;
  /** With `onRecord`: whether what the page says is taken. */
  recording?: boolean | undefined;
  onRecord?: ((recording: boolean) => void) | undefined;
  onSave: () => void;
  onOpen: () => void;
  onReload?: (() => void) | undefined;
}

/** What is chosen in the events view. */
interface Log {
  search: string;
  /** First half of a kind, "" for all. */
  subject: string;
  event?: string | undefined;
}
const emptyLog: Log = { search: "", subject: "" };

/** The panel. It knows no browser: what only a browser can do is in its callbacks. */
export function App(props: AppProps) {
  const { store, profile, connection, notice, onReload } = props;
  const { events, jobs, gaps, now: seen } = useStore(store);
  const words = wordsOf(props.language ?? "en");
  // A running job without a step waits for nothing that this browser could see.
  const running = jobs.some(({ verdict }) => verdict.kind === "running" && verdict.step);
  const tick = useCallback((time: number) => store.getState().tick(time), [store]);
  // In a file, ages count back from its last event, not from the time at which everything was over.
  const still = props.clock ? seen : (events.at(-1)?.at ?? seen);
  const now = useClock(props.clock, running, still, tick);
  const indexOf = useMemo(() => createEventIndex(), []);
  const index = indexOf(events);
  const field = useRef<HTMLInputElement>(null);

  const [view, setView] = useState<View>("jobs");
  const [help, setHelp] = useState(false);
  const [choice, setChoice] = useState<Choice>({ filter: "all", search: "" });
  const [log, setLog] = useState<Log>(emptyLog);
  const [searching, setSearching] = useState(false);
  const change = useCallback(
    (part: Partial<Choice>) => setChoice((all) => ({ ...all, ...part })),
    [],
  );

  const { filter, search, hole, flow } = choice;
  const listed = useMemo(
    () => listJobs(jobs, { filter, search, hole, flow }),
    [jobs, filter, search, hole, flow],
  );
  const job = listed.find((each) => jobKey(each) === choice.job) ?? listed[0];
  const found = useMemo(
    () =>
      view === "events"
        ? searchEvents(events, { search: log.search, subject: log.subject }, index)
        : [],
    [view, events, log.search, log.subject, index],
  );

  const startSearch = () => {
    // A narrow panel shows the field only now, and only what is shown can have the focus.
    flushSync(() => setSearching(true));
    field.current?.focus();
  };

  useKeys({
    search: startSearch,
    help: () => setHelp((shown) => !shown),
    row(by) {
      if (view === "events") {
        const next = beside(found, by, ({ id }) => id === log.event);
        if (next) setLog({ ...log, event: next.id });
        return;
      }
      const next = beside(listed, by, (each) => each === job);
      if (next) change({ job: jobKey(next), step: undefined, event: undefined });
    },
    step(by) {
      const from = choice.step ?? (job && stepOf(job.verdict));
      if (view === "jobs" && job) change({ step: beside(STEPS, by, (step) => step === from) });
    },
    open() {
      const state =
        job && stepsOf(job).find(({ step }) => step === (choice.step ?? stepOf(job.verdict)));
      const event = state?.evidence[0] ?? job?.verdict.evidence[0]?.event;
      if (view === "jobs" && event) change({ event });
    },
    escape() {
      setSearching(false);
      if (help) setHelp(false);
      else if (view === "events") setLog(log.event ? { ...log, event: undefined } : emptyLog);
      else if (choice.event) change({ event: undefined });
      else change({ search: "", hole: undefined });
      field.current?.blur();
    },
  });

  const late = index.pageOf(events.at(-1)?.doc ?? "")?.late ?? false;
  const reason = emptyReason(connection, late, events.length === 0);
  const bars: Partial<Record<typeof reason, string>> = { gone: words.goneBar, late: words.lateBar };
  const warning = jobs.length > 0 || view === "events" ? bars[reason] : undefined;
  return (
    <WordsContext value={words}>
      <div className="panel" data-view={view} data-searching={searching}>
        <TopBar
          view={view}
          connection={connection}
          events={events.length}
          gaps={gaps}
          recording={props.recording}
          onRecord={props.onRecord}
          onSearch={() => (searching ? setSearching(false) : startSearch())}
          onView={setView}
          onClear={() => {
            store.getState().clear();
            setChoice({ filter: "all", search: "" });
            setLog(emptyLog);
          }}
          onSave={props.onSave}
          onOpen={props.onOpen}
          onHelp={() => setHelp(true)}
        />
        {notice && (
          <p className="notice" role="alert">
            {notice}
          </p>
        )}
        {warning && (
          <p className="notice" role="status">
            {warning}
            {onReload && (
              <button className="link" onClick={onReload}>
                {words.reloadPage}
              </button>
            )}
          </p>
        )}
        {view === "events" ? (
          <EventsView
            events={found}
            index={index}
            selected={log.event}
            search={log.search}
            subject={log.subject}
            field={field}
            onSearch={(text) => setLog({ ...log, search: text })}
            onSubject={(subject) => setLog({ ...log, subject })}
            onSelect={(event) => setLog({ ...log, event })}
          />
        ) : jobs.length === 0 ? (
          <Empty reason={reason} onReload={onReload} onOpen={props.onOpen} />
        ) : (
          <JobsView
            jobs={jobs}
            listed={listed}
            job={job}
            choice={choice}
            profile={profile}
            index={index}
            now={now}
            field={field}
            onChoice={change}
          />
        )}
        {help && <Help onClose={() => setHelp(false)} />}
      </div>
    </WordsContext>
  );
}

/** The neighbour of the one that is selected; with none selected, the first or the last. */
function beside<T>(all: readonly T[], by: 1 | -1, isSelected: (each: T) => boolean): T | undefined {
  const place = all.findIndex(isSelected);
  if (place < 0) return by > 0 ? all[0] : all.at(-1);
  return all[Math.min(all.length - 1, Math.max(0, place + by))];
}

import { useMemo, useReducer, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { STEPS } from "../lib/chain/profile.ts";
import { TopBar, type View } from "./bars.tsx";
import { beside } from "./beside.ts";
import { Badge } from "./companion/badge.tsx";
import { CompanionView } from "./companion/companion-view.tsx";
import type { Companion } from "./companion/companion.ts";
import { useCompanionPanel } from "./companion/use-companion-panel.ts";
import { Empty, emptyReason, type Connection } from "./empty.tsx";
import { createEventSearch } from "./event-search.ts";
import { EventsView } from "./events-view.tsx";
import { Files, type FilesProps } from "./files.tsx";
import { jobKey, listJobs, stepOf } from "./filter.ts";
import { Help } from "./help.tsx";
import { JobsView, type Choice } from "./jobs-view.tsx";
import type { Keeper } from "./kept.tsx";
import { useKeys } from "./keyboard.ts";
import { Notices } from "./notices.tsx";
import { noticesOf } from "./page-notices.ts";
import { usePanelModel, type ModelOptions } from "./panel-model.ts";
import type { Settings } from "./settings.ts";
import { SettingsView } from "./settings-view.tsx";
import { Reading, type ReadingProps } from "./reading.tsx";
import { ShareDialog, type ShareProps } from "./share-dialog.tsx";
import { stepsOf } from "./slot.tsx";
import type { FollowNeighbours } from "./sync/neighbours.ts";
import { SyncView } from "./sync/sync-view.tsx";
import { useSync } from "./sync/use-sync.ts";
import { BodiesContext } from "./use-whole.ts";
import { Warnings } from "./warnings.tsx";
import type { Sites } from "./use-sites.ts";
import { fill, WordsContext, wordsOf } from "./words.ts";

export interface AppProps extends ModelOptions {
  connection: Connection;
  /** Language of the browser: "pt-BR". */
  language?: string;
  /** A sentence about something that went wrong outside the panel, such as a trace that could not be read. */
  notice?: string | undefined;
  /** How far the trace that is being opened has been read. */
  reading?: ReadingProps | undefined;
  /** With `onRecord`: whether what the page says is taken. */
  recording?: boolean | undefined;
  onRecord?: ((recording: boolean) => void) | undefined;
  /** What is shown is about to be cleared. */
  onClear?: (() => void) | undefined;
  onSave: () => void;
  /** Over everything: what is being saved. */
  share?: ShareProps | undefined;
  onOpen: () => void;
  onReload?: (() => void) | undefined;
  /** Where Hopscope is on; absent where nobody can say, such as for a file. */
  sites?: Sites | undefined;
  /** What switches fixes and faults on in the page; absent for a file. */
  companion?: Companion | undefined;
  /** The other tabs of the page's origin, or the other files that are open; absent for a file alone. */
  neighbours?: FollowNeighbours | undefined;
  /** Several traces that are open together. */
  files?: FilesProps | undefined;
  /** What is kept of all tabs; absent for a file. */
  keeper?: Keeper | undefined;
  /** Without it there are no settings. */
  onSettings?: ((settings: Settings) => void) | undefined;
}

/** What is chosen in the events view. */
interface Log {
  search: string;
  /** First half of a kind, "" for all. */
  subject: string;
  event?: string | undefined;
}
const emptyLog: Log = { search: "", subject: "" };
const noChoice: Choice = {
  filter: "all",
  search: "",
  hole: undefined,
  flow: undefined,
  job: undefined,
  step: undefined,
  event: undefined,
};
const merge = (choice: Choice, part: Partial<Choice>): Choice => ({ ...choice, ...part });

/** The panel. It knows no browser: what only a browser can do is in its callbacks. */
export function App(props: AppProps) {
  const { store, connection, sites, onReload } = props;
  const model = usePanelModel(props);
  const { events, jobs, profile, index, page } = model;
  const words = wordsOf(props.language ?? "en");
  const field = useRef<HTMLInputElement>(null);
  const [view, setView] = useState<View>("jobs");
  const [since, setSince] = useState(0);
  /** The event that is open in the sheet, of whatever tab. */
  const [compared, setCompared] = useState<string>();
  const hasTabs = props.neighbours !== undefined && connection !== "file";
  const sync = useSync({
    neighbours: props.neighbours,
    live: hasTabs,
    name: props.files?.shown,
    events,
    origin: model.origin,
    profile,
    now: model.now,
    since,
    shown: view === "sync" || view === "companion",
  });
  const companion = useCompanionPanel({
    companion: props.companion,
    sheet: sync.sheet,
    events,
    jobs,
    tab: page?.tab,
    profile,
    shown: view === "companion",
    clock: props.clock,
    now: model.now,
    connection,
    recording: props.recording ?? true,
    site: sites?.state,
  });

  const [help, setHelp] = useState(false);
  const [choice, change] = useReducer(merge, noChoice);
  const [log, setLog] = useState<Log>(emptyLog);
  const [searching, setSearching] = useState(false);

  const { filter, hole, flow } = choice;
  const listed = useMemo(
    () => listJobs(jobs, { filter, search: choice.search, hole, flow }),
    [jobs, filter, choice.search, hole, flow],
  );
  const job = listed.find((each) => jobKey(each) === choice.job) ?? listed[0];
  const search = useMemo(() => createEventSearch(), []);
  const found = view === "events" ? search(events, log, index) : [];

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
      if (view === "companion") return companion.move(by);
      if (view === "settings" || view === "sync") return;
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
      else if (view === "settings") setView("jobs");
      else if (view === "events") setLog(log.event ? { ...log, event: undefined } : emptyLog);
      else if (view === "sync") setCompared(undefined);
      else if (choice.event) change({ event: undefined });
      else change({ search: "", hole: undefined });
      field.current?.blur();
    },
  });

  const showEvent = (event: string) => {
    if (!index.get(event) && sync.sheet.tabs.length > 1) {
      setCompared(event);
      return setView("sync");
    }
    setLog({ ...emptyLog, event });
    setView("events");
  };
  const reason = emptyReason(connection, page?.late ?? false, events.length === 0, sites?.state);
  const site = sites?.here ?? "";
  const bars: Partial<Record<typeof reason, string>> = {
    gone: words.goneBar,
    late: words.lateBar,
    off: fill(words.offBar, { site }),
  };
  const warning = jobs.length > 0 || view !== "jobs" ? bars[reason] : undefined;
  const pageNotices = (
    <Notices
      notices={noticesOf(model.notices, page?.doc, job?.doc)}
      doc={page?.doc}
      onEvent={showEvent}
    />
  );
  return (
    <WordsContext value={words}>
      <BodiesContext value={props.probes?.bodies}>
        <div className="panel" lang={words.language} data-view={view} data-searching={searching}>
          <TopBar
            view={view}
            connection={connection}
            events={events.length}
            gaps={model.gaps}
            cost={page && index.costOf(page.doc)}
            badge={
              companion.board.standing && (
                <Badge standing={companion.board.standing} onOpen={() => setView("companion")} />
              )
            }
            recording={props.recording}
            onRecord={props.onRecord}
            onSearch={() => (searching ? setSearching(false) : startSearch())}
            onView={setView}
            onClear={() => {
              props.onClear?.();
              store.getState().clear();
              change(noChoice);
              setLog(emptyLog);
              // What other tabs said stays theirs; the jobs before this moment are shown no more.
              setSince(hasTabs ? (props.clock?.() ?? 0) : 0);
            }}
            onSave={props.onSave}
            onOpen={props.onOpen}
            onHelp={() => setHelp(true)}
            onSettings={
              props.onSettings && (() => setView(view === "settings" ? "jobs" : "settings"))
            }
          />
          {props.files && <Files {...props.files} />}
          {props.reading && <Reading {...props.reading} />}
          <Warnings
            notice={sites?.problem ?? props.notice}
            warning={warning}
            {...(reason === "off"
              ? {
                  action: fill(words.switchOnFor, { site }),
                  onAction: () => sites?.onSwitch(site, true),
                }
              : { action: words.reloadPage, onAction: onReload })}
          />
          {view === "events" ? (
            <EventsView
              events={found}
              index={index}
              selected={log.event}
              source={model.prober?.probes.source}
              search={log.search}
              subject={log.subject}
              field={field}
              onSearch={(text) => setLog({ ...log, search: text })}
              onSubject={(subject) => setLog({ ...log, subject })}
              onSelect={(event) => setLog({ ...log, event })}
            />
          ) : view === "sync" ? (
            <SyncView
              model={sync}
              profile={profile}
              index={index}
              own={hasTabs ? page?.tab : undefined}
              live={hasTabs}
              event={compared}
              onEvent={setCompared}
            />
          ) : view === "companion" ? (
            <CompanionView
              companion={companion}
              jobs={jobs}
              code={{ profile, index, source: model.prober?.probes.source }}
              onEvent={showEvent}
              onJobs={([first]) => {
                if (first) change({ ...noChoice, job: jobKey(first) });
                setView("jobs");
              }}
            />
          ) : view === "settings" && props.onSettings ? (
            <SettingsView
              profile={props.profile}
              learned={model.learned}
              settings={model.settings}
              origin={model.origin}
              canAsk={props.probes !== undefined}
              doc={page?.doc}
              takeOut={connection === "live" ? props.probes?.takeOut : undefined}
              onReload={onReload}
              sites={sites}
              keeper={props.keeper}
              onSettings={props.onSettings}
            />
          ) : jobs.length === 0 ? (
            <>
              {pageNotices}
              <Empty reason={reason} sites={sites} onReload={onReload} onOpen={props.onOpen} />
            </>
          ) : (
            <JobsView
              jobs={jobs}
              listed={listed}
              job={job}
              choice={choice}
              profile={profile}
              index={index}
              now={model.now}
              field={field}
              prober={model.prober}
              notices={pageNotices}
              onChoice={change}
            />
          )}
          {props.share && <ShareDialog {...props.share} />}
          {help && <Help onClose={() => setHelp(false)} />}
        </div>
      </BodiesContext>
    </WordsContext>
  );
}

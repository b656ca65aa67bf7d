import { useCallback, useMemo, useState } from "react";
import type { Profile } from "../../lib/chain/profile.ts";
import { say, type Language } from "../../lib/chain/text.ts";
import { displayableLine } from "../../lib/displayable.ts";
import { sheetMarkdown, sheetReport } from "../../lib/sheet/report.ts";
import { SHEET_STEPS, type Sheet, type SheetStep } from "../../lib/sheet/sheet.ts";
import { CopyButton } from "../copy-button.tsx";
import type { EventIndex } from "../event-index.ts";
import { Select } from "../select.tsx";
import { useSay, useWords } from "../words.ts";
import { CellDetail } from "./cell-detail.tsx";
import { EventDrawer } from "./event-drawer.tsx";
import { ClockOffsets } from "./clock-offsets.tsx";
import { useTell } from "./say.ts";
import { SyncChecks } from "./sync-checks.tsx";
import { SyncEmpty } from "./sync-empty.tsx";
import { SyncTable, type Spot } from "./sync-table.tsx";
import type { SyncModel } from "./use-sync.ts";

interface SyncViewProps {
  model: SyncModel;
  profile: Profile;
  /** The log of the panel's own tab. */
  index: EventIndex;
  /** The browser's id of that tab. */
  own: number | undefined;
  live: boolean;
  /** The event that is open. */
  event: string | undefined;
  onEvent: (id: string | undefined) => void;
}

/** What became of each job in each tab of the site, side by side. */
export function SyncView(props: SyncViewProps) {
  const { model, profile, index, own, live, event, onEvent } = props;
  const tell = useTell();
  const speak = useSay();
  const [step, setStep] = useState<SheetStep>("U9");
  const [project, setProject] = useState("");
  const [spot, setSpot] = useState<Spot>();
  const choose = useCallback(
    (next: Spot | undefined) => {
      setSpot(next);
      onEvent(undefined);
    },
    [onEvent],
  );
  const projects = useMemo(() => projectsOf(model.sheet), [model.sheet]);
  const chosen = projects.includes(project) ? project : "";
  const sheet = useMemo(() => ofProject(model.sheet, chosen), [model.sheet, chosen]);
  const { tabs, rows } = sheet;
  const row = rows.find(({ id }) => id === spot?.job);
  const place = tabs.findIndex(({ id }) => id === spot?.tab);
  const tab = tabs[place];
  if (model.sheet.tabs.length < 2 || model.sheet.rows.length === 0) {
    return <SyncEmpty tabs={model.sheet.tabs.length} live={live} />;
  }
  const isOpen = row !== undefined && tab !== undefined;
  const chips = isOpen ? (row.steps[step].cells[place]?.evidence ?? []) : [];
  return (
    <div
      className="sync"
      onKeyDown={({ key }) => {
        if (key === "Escape" && event === undefined) choose(undefined);
      }}
    >
      <div className="bar parts">
        {projects.length > 1 && (
          <Select
            label={tell("projects")}
            value={chosen}
            options={["", ...projects].map((id) => ({
              value: id,
              text:
                id === ""
                  ? tell("allProjects")
                  : tell("project", { id: displayableLine(id.slice(0, 8)) }),
            }))}
            onChange={setProject}
          />
        )}
        <span className="filters" role="group" aria-label={tell("steps")}>
          {SHEET_STEPS.map((each) => (
            <button
              key={each}
              className={each === step ? "filter on" : "filter"}
              aria-pressed={each === step}
              data-step={each}
              onClick={() => setStep(each)}
            >
              {speak(profile.steps[each].name)} {each}
            </button>
          ))}
        </span>
        <span className="grow" />
        <Copies sheet={sheet} step={step} profile={profile} />
      </div>
      {sheet.clocks.length > 0 && <ClockOffsets sheet={sheet} onAlign={model.onAlign} />}
      <div className="sheet" data-open={isOpen}>
        <div className="sync-list">
          <SyncTable sheet={sheet} step={step} own={own} spot={spot} onSpot={choose} />
        </div>
        <aside>
          {isOpen ? (
            <CellDetail
              row={row}
              step={step}
              tab={tab}
              place={place}
              event={event}
              onEvent={onEvent}
              onBack={() => choose(undefined)}
            />
          ) : (
            <SyncChecks sheet={sheet} live={live} onEvent={onEvent} />
          )}
        </aside>
      </div>
      {event !== undefined && (
        <EventDrawer
          key={event}
          id={event}
          index={index}
          neighbours={model.neighbours}
          among={chips.map((chip) => chip.event)}
          onEvent={onEvent}
          onClose={() => onEvent(undefined)}
        />
      )}
    </div>
  );
}

interface CopiesProps {
  sheet: Sheet;
  step: SheetStep;
  profile: Profile;
}

function Copies({ sheet, step, profile }: CopiesProps) {
  const tell = useTell();
  const language = useWords().language as Language;
  const texts = useMemo(() => {
    const nameOf = (each: SheetStep) => say(profile.steps[each].name, language);
    return {
      markdown: () => sheetMarkdown(sheet, { language, steps: [step], nameOf }),
      json: () => JSON.stringify(sheetReport(sheet, language), null, 2),
    };
  }, [sheet, step, profile, language]);
  return (
    <span className="actions">
      <CopyButton text={texts.markdown} label={tell("copyMarkdown")} />
      <CopyButton text={texts.json} label={tell("copyJson")} />
    </span>
  );
}

const projectsOf = ({ rows }: Sheet): string[] => [
  ...new Set(rows.flatMap(({ projectId }) => projectId ?? [])),
];

const ofProject = (sheet: Sheet, project: string): Sheet =>
  project === ""
    ? sheet
    : { ...sheet, rows: sheet.rows.filter(({ projectId }) => projectId === project) };

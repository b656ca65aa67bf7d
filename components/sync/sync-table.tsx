import { memo } from "react";
import { say, type Language } from "../../lib/chain/text.ts";
import { displayableLine } from "../../lib/displayable.ts";
import type { Cell, Sheet, SheetRow, SheetStep, SheetTab } from "../../lib/sheet/sheet.ts";
import { totalOf } from "../../lib/sheet/totals.ts";
import { cellText, numberText, tabText } from "../../lib/sheet/words.ts";
import { shortId } from "../job-list.tsx";
import { useSay, useWords } from "../words.ts";
import { CellMark } from "./cell-mark.tsx";
import { useTell } from "./say.ts";

/** A place of the sheet: which job, which tab. */
export interface Spot {
  job: string;
  tab: string;
}

interface SyncTableProps {
  sheet: Sheet;
  step: SheetStep;
  /** The browser's id of the tab that the panel is for. */
  own: number | undefined;
  spot: Spot | undefined;
  onSpot: (spot: Spot) => void;
}

/** Over so many tabs only marks have room: on a wide screen, and beside a docked page. */
const ROOMY = 6;
const ROOMY_DOCKED = 4;

export function SyncTable({ sheet, step, own, spot, onSpot }: SyncTableProps) {
  const tell = useTell();
  const { tabs, rows } = sheet;
  const [first] = tabs;
  const total = (place: number): string => {
    const { due, received, late } = totalOf(sheet, step, place);
    if (due === 0) return tell("noneDue");
    const values = { n: received, all: due, late };
    return late > 0 ? tell("ofDueLate", values) : tell("ofDue", values);
  };
  return (
    <table
      className="sync-grid"
      data-compact={tabs.length > ROOMY}
      data-many={tabs.length > ROOMY_DOCKED}
    >
      <colgroup>
        <col className="c-job" />
        <col className="c-node" />
        <col className="c-meta" />
        {tabs.map(({ id }) => (
          <col key={id} className="c-tab" />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th>{tell("job")}</th>
          <th className="node">{tell("node")}</th>
          <th className="meta">meta.id</th>
          {tabs.map((tab, place) => (
            <TabHead
              key={tab.id}
              tab={tab}
              place={place}
              user={first?.user}
              isOwn={tab.tab === own}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            step={step}
            tabs={tabs}
            chosen={spot?.job === row.id ? spot.tab : undefined}
            onSpot={onSpot}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} title={tell("due")}>
            {tell("due")}
          </td>
          {tabs.map(({ id }, place) => (
            <td key={id} className="tabcol" data-total={place} title={total(place)}>
              {total(place)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

interface TabHeadProps {
  tab: SheetTab;
  /** From 0. */
  place: number;
  /** Who is signed in in the first tab. */
  user: string | undefined;
  isOwn: boolean;
}

function TabHead({ tab, place, user, isOwn }: TabHeadProps) {
  const tell = useTell();
  const speak = useSay();
  const name = speak(tab.name);
  const number = speak(numberText(place));
  const about = [speak(tabText(tab, user)), isOwn ? tell("thisTab") : ""]
    .filter(Boolean)
    .join(", ");
  return (
    <th
      className="tabcol"
      scope="col"
      title={displayableLine([name, about, tab.url].join(" ").trim())}
    >
      <b>{number}</b>
      {name !== number && <span className="clip about">{displayableLine(tab.log)}</span>}
      <span className="clip about">{about}</span>
    </th>
  );
}

interface RowProps {
  row: SheetRow;
  step: SheetStep;
  tabs: readonly SheetTab[];
  /** The tab of the chosen cell, when that is in this row. */
  chosen: string | undefined;
  onSpot: (spot: Spot) => void;
}

/** A row stays as it is while others change. */
const Row = memo(function Row({ row, step, tabs, chosen, onSpot }: RowProps) {
  const { id, prompt = "", steps } = row;
  const { cells, message = "" } = steps[step];
  return (
    <tr className={chosen === undefined ? undefined : "on"} data-job={id}>
      <td className="mono" title={displayableLine(id)}>
        {shortId(id)}
      </td>
      <td className="node" title={displayableLine(prompt)}>
        {displayableLine(prompt)}
      </td>
      <td className="mono dim meta" title={displayableLine(message)}>
        {displayableLine(message.slice(0, 8))}
      </td>
      {tabs.map((tab, place) => (
        <td key={tab.id} className="tabcol">
          <SheetCell
            cell={cells[place]}
            job={id}
            tab={tab}
            isOn={chosen === tab.id}
            onSpot={onSpot}
          />
        </td>
      ))}
    </tr>
  );
});

interface SheetCellProps {
  cell: Cell | undefined;
  job: string;
  tab: SheetTab;
  isOn: boolean;
  onSpot: (spot: Spot) => void;
}

const LOUD = new Set<Cell["kind"]>(["missed", "late", "public-join"]);

function SheetCell({ cell, job, tab, isOn, onSpot }: SheetCellProps) {
  const { language } = useWords();
  const speak = useSay();
  if (!cell) return undefined;
  const text = cellText(cell, language as Language);
  const label = `${say(tab.name, language as Language)}: ${text}`;
  return (
    <button
      className={["cell", LOUD.has(cell.kind) ? "" : "calm", isOn ? "on" : ""]
        .filter(Boolean)
        .join(" ")}
      data-cell={cell.kind}
      aria-label={label}
      aria-pressed={isOn}
      title={`${text}. ${speak(cell.why)}`}
      onClick={() => onSpot({ job, tab: tab.id })}
    >
      <CellMark kind={cell.kind} />
      <span className="clip">{text}</span>
    </button>
  );
}

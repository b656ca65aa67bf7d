import type { Language } from "../../lib/chain/text.ts";
import { displayableLine } from "../../lib/displayable.ts";
import type { SheetRow, SheetStep, SheetTab } from "../../lib/sheet/sheet.ts";
import { cellText } from "../../lib/sheet/words.ts";
import { Evidence } from "../chips.tsx";
import { timeOfDay } from "../format.ts";
import { Icon } from "../icon.tsx";
import { useSay, useWords } from "../words.ts";
import { CellMark } from "./cell-mark.tsx";
import { useTell } from "./say.ts";

interface CellDetailProps {
  row: SheetRow;
  step: SheetStep;
  tab: SheetTab;
  place: number;
  /** The event that is open. */
  event: string | undefined;
  onEvent: (id: string) => void;
  onBack: () => void;
}

/** One cell: what became of the step in this tab, what proves it, and why tabs differ. */
export function CellDetail({ row, step, tab, place, event, onEvent, onBack }: CellDetailProps) {
  const tell = useTell();
  const speak = useSay();
  const { language } = useWords();
  const { cells, difference } = row.steps[step];
  const cell = cells[place];
  if (!cell) return undefined;
  return (
    <section data-detail={cell.kind}>
      <button className="link back" onClick={onBack}>
        <Icon name="left" small />
        {tell("back")}
      </button>
      <h2 className="cell-title">
        <CellMark kind={cell.kind} />
        {speak(tab.name)}: {cellText(cell, language as Language)}
      </h2>
      <p className="soft">
        {displayableLine(row.prompt ?? row.id)}
        {cell.at !== undefined && `, ${timeOfDay(cell.at, true)}`}
      </p>
      <p>{speak(cell.why)}</p>
      <Evidence chips={cell.evidence} event={event} onEvent={onEvent} />
      {difference !== undefined && (
        <>
          <h3>{tell("differ")}</h3>
          <p>{speak(difference)}</p>
        </>
      )}
    </section>
  );
}

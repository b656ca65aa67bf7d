/** What a sheet says of a tab as a whole. */
import type { Cell, CellKind, Sheet, SheetStep } from "./sheet.ts";

/** What a tab got counts, and what it should have got: to be away, hidden or somebody else is no fault of delivery. */
const DUE = new Set<CellKind>(["received", "late", "missed", "public-join"]);

export interface Total {
  due: number;
  /** In time or late. */
  received: number;
  late: number;
}

export const cellsOf = ({ rows }: Pick<Sheet, "rows">, step: SheetStep, place: number): Cell[] =>
  rows.flatMap(({ steps }) => steps[step].cells[place] ?? []);

/** Of the tab at `place`. */
export function totalOf(sheet: Pick<Sheet, "rows">, step: SheetStep, place: number): Total {
  const kinds = cellsOf(sheet, step, place).map(({ kind }) => kind);
  const count = (wanted: (kind: CellKind) => boolean) => kinds.filter(wanted).length;
  const late = count((kind) => kind === "late");
  return {
    due: count((kind) => DUE.has(kind)),
    received: late + count((kind) => kind === "received"),
    late,
  };
}

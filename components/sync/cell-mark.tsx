import type { ReactNode } from "react";
import type { CellKind } from "../../lib/sheet/sheet.ts";
import { CELL_STATUS } from "../../lib/sheet/words.ts";
import { drawings } from "../marks.tsx";

/** The marks of the ladder, and three more that explain and do not accuse. */
const PRESENCE = {
  hidden: (
    <g fill="none" stroke="currentColor" strokeWidth="1.2">
      <path d="M.8 6C2.6 3.4 7.4 3.4 9.2 6 7.4 8.6 2.6 8.6.8 6Z" />
      <path d="M1.5 10 8.5 2" />
    </g>
  ),
  disconnected: (
    <path
      d="M0 6H3M7 6h3M3.5 3.5v5M6.5 3.5v5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
    />
  ),
  "other-user": (
    <g fill="none" stroke="currentColor" strokeWidth="1.2">
      <circle cx="5" cy="4" r="2" />
      <path d="M1.5 10.5C1.8 7 8.2 7 8.5 10.5" />
    </g>
  ),
} satisfies Partial<Record<CellKind, ReactNode>>;

/** The mark of a cell, as large as those of the steps. */
export function CellMark({ kind }: { kind: CellKind }) {
  const drawing = kind in PRESENCE ? PRESENCE[kind as keyof typeof PRESENCE] : undefined;
  return (
    <svg
      className="mark"
      data-status={CELL_STATUS[kind]}
      viewBox="0 0 10 12"
      width={10}
      height={12}
      aria-hidden="true"
    >
      {drawing ?? drawings[CELL_STATUS[kind]]}
    </svg>
  );
}

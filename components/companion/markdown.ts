import type { Trial } from "../../lib/trial/compare.ts";
import { rowName, ROWS } from "./compare-table.tsx";
import type { Tell } from "./say.ts";

/** A text as it stands in a cell of a table. */
const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);

/** A play as a table to paste into an issue. */
export function playMarkdown(name: string, trial: Trial, tell: Tell): string {
  const row = (cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [
    `### ${name}`,
    "",
    row([tell("toVisible"), tell("without"), tell("with")]),
    "|---|---:|---:|",
    ...ROWS.map(([title, valueOf]) =>
      row([rowName(title, tell), valueOf(trial.before, tell), valueOf(trial.with, tell)]),
    ),
    "",
  ].join("\n");
}

/** A sheet for others: as data, and as Markdown to paste. */
import { say, type Language } from "../chain/text.ts";
import { displayableLine } from "../displayable.ts";
import { checksOf, type CheckState } from "./checks.ts";
import { SHEET_STEPS, type CellKind, type Sheet, type SheetStep } from "./sheet.ts";
import { totalOf } from "./totals.ts";
import { cellText, clockText, tabText } from "./words.ts";

/** Stable, as the JSON of a report. Times in ms. */
export interface SheetReport {
  version: 1;
  /** As of when, ISO 8601. */
  at: string;
  tabs: {
    name: string;
    tab: number | null;
    log: string;
    about: string;
    user: string | null;
    url: string;
  }[];
  clocks: { log: string; ahead: number | null; spread: number | null; said: string }[];
  aligned: boolean;
  jobs: {
    id: string;
    prompt: string | null;
    project: string | null;
    user: string | null;
    startedAt: number;
    steps: Record<
      SheetStep,
      {
        message: string | null;
        difference: string | null;
        /** In the order of `tabs`. */
        cells: {
          kind: CellKind;
          at: number | null;
          after: number | null;
          estimated: boolean;
          text: string;
          why: string;
          evidence: string[];
        }[];
      }
    >;
  }[];
  checks: { id: string; title: string; state: CheckState; value: string; note: string | null }[];
}

export function sheetReport(sheet: Sheet, language: Language): SheetReport {
  const [first] = sheet.tabs;
  return {
    version: 1,
    at: new Date(sheet.at).toISOString(),
    tabs: sheet.tabs.map((each) => ({
      name: say(each.name, language),
      tab: each.tab ?? null,
      log: each.log,
      about: say(tabText(each, first?.user), language),
      user: each.user ?? null,
      url: each.url,
    })),
    clocks: sheet.clocks.map((each) => ({
      log: each.log,
      ahead: each.ahead ?? null,
      spread: each.spread ?? null,
      said: say(clockText(each), language),
    })),
    aligned: sheet.aligned,
    jobs: sheet.rows.map(({ id, prompt, projectId, userId, startedAt, steps }) => ({
      ...{ id, prompt: prompt ?? null, project: projectId ?? null, user: userId ?? null },
      startedAt,
      steps: Object.fromEntries(
        SHEET_STEPS.map((step) => [step, strandReport(steps[step], language)]),
      ) as SheetReport["jobs"][number]["steps"],
    })),
    checks: checksOf(sheet).map(({ id, title, state, value, note }) => ({
      ...{ id, title: say(title, language), state, value: say(value, language) },
      note: note === undefined ? null : say(note, language),
    })),
  };
}

const strandReport = (
  { message, difference, cells }: Sheet["rows"][number]["steps"][SheetStep],
  language: Language,
) => ({
  message: message ?? null,
  difference: difference === undefined ? null : say(difference, language),
  cells: cells.map((cell) => ({
    kind: cell.kind,
    at: cell.at ?? null,
    after: cell.after ?? null,
    estimated: cell.estimated ?? false,
    text: cellText(cell, language),
    why: say(cell.why, language),
    evidence: cell.evidence.map(({ event }) => event),
  })),
});

/** Nothing that a page wrote becomes a heading, a link, a tag or another cell. */
const plain = (text: string): string =>
  displayableLine(text.replaceAll(/\s+/g, " ")).replaceAll(/[\\`*_[\]<>|#!]/g, String.raw`\$&`);

/** What the head, the foot and the list of checks of a sheet are called. */
export const SHEET_WORDS = {
  en: {
    tabs: "Tabs side by side",
    job: "Job",
    due: "Received of due",
    checks: "Checks",
    of: "of",
    late: "late",
    none: "none due",
  },
  "pt-BR": {
    tabs: "Abas lado a lado",
    ...{ job: "Job", due: "Recebidos dos devidos", checks: "Verificações", of: "de" },
    ...{ late: "atrasados", none: "nada devido" },
  },
} satisfies Record<Language, Record<string, string>>;

/** "10 of 10", "6 of 6, 2 late", "none due". */
export function totalText(
  sheet: Pick<Sheet, "rows">,
  step: SheetStep,
  place: number,
  language: Language,
): string {
  const words = SHEET_WORDS[language];
  const { due, received, late } = totalOf(sheet, step, place);
  if (due === 0) return words.none;
  const all = `${received} ${words.of} ${due}`;
  return late > 0 ? `${all}, ${late} ${words.late}` : all;
}

interface MarkdownOptions {
  language: Language;
  steps: readonly SheetStep[];
  /** What a step is called. */
  nameOf(step: SheetStep): string;
}

/** A table for each of the steps with the reasons below it, then the checks. */
export function sheetMarkdown(sheet: Sheet, { language, steps, nameOf }: MarkdownOptions): string {
  const report = sheetReport(sheet, language);
  const words = SHEET_WORDS[language];
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(" | ")} |`;
  const table = (step: SheetStep): string[] => [
    ...["", `### ${nameOf(step)} ${step}`, ""],
    line([
      words.job,
      "meta.id",
      ...report.tabs.map(({ name, about }) => [name, about].filter(Boolean).join(": ")),
    ]),
    line(["---", "---", ...report.tabs.map(() => "---")]),
    ...report.jobs.map(({ id, prompt, steps: { [step]: strand } }) =>
      line([
        [id.slice(0, 8), prompt ?? ""].join(" ").trim(),
        strand.message?.slice(0, 8) ?? "",
        ...strand.cells.map(({ text }) => text),
      ]),
    ),
    line([
      words.due,
      "",
      ...sheet.tabs.map((_tab, place) => totalText(sheet, step, place, language)),
    ]),
    ...reasons(step),
  ];
  const reasons = (step: SheetStep): string[] => {
    const told = report.jobs.flatMap(({ id, steps: { [step]: strand } }) =>
      strand.difference === null ? [] : [`- ${plain(id.slice(0, 8))}: ${plain(strand.difference)}`],
    );
    return told.length > 0 ? ["", ...told] : [];
  };
  const boxes = report.checks.map(({ title, state, value, note }) => {
    const said = note === null ? value : `${value}. ${note}`;
    return `- [${state === "passed" ? "x" : " "}] ${plain(title)}: ${plain(said)}`;
  });
  return [
    `## Hopscope, ${report.at}`,
    ...report.clocks.flatMap(({ said }) => ["", plain(said)]),
    ...steps.flatMap(table),
    ...["", `### ${words.checks}`, ""],
    ...boxes,
    "",
  ].join("\n");
}

/** The sheet in the HTML report: what each tab of a log got of each job, as the panel's Sync view has it. */
import { say } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { followLogs } from "../sheet/follow.ts";
import { SHEET_WORDS, sheetReport, totalText, type SheetReport } from "../sheet/report.ts";
import { SHEET_STEPS, type Sheet, type SheetStep } from "../sheet/sheet.ts";
import { CELL_STATUS } from "../sheet/words.ts";
import { horizon } from "../store.ts";
import { MARKS } from "../trace/marks.ts";
import { inline, proofs } from "./html-text.ts";
import type { Report } from "./report.ts";

type Events = ReadonlyMap<string, CaptureEvent>;
type Cell = SheetReport["jobs"][number]["steps"][SheetStep]["cells"][number];

/** Empty where there is nothing to compare: one tab, or no job. */
export function sheetArticle(report: Report, events: Events): string {
  const sheet = sheetOf(report);
  if (sheet.tabs.length < 2 || sheet.rows.length === 0) return "";
  const told = sheetReport(sheet, report.language);
  const words = SHEET_WORDS[report.language];
  const checks = told.checks.map(
    ({ state, title, value, note }) =>
      `<li data-state="${state}"><b>${inline(title)}</b>: ${inline(note === null ? value : `${value}. ${note}`)}</li>`,
  );
  return [
    `<article class="tabs">\n<h2>${inline(words.tabs)}</h2>`,
    ...told.clocks.map(({ said }) => `<p class="soft">${inline(said)}</p>`),
    ...SHEET_STEPS.map((step) => stepTable(step, sheet, told, report, events)),
    `<h3>${inline(words.checks)}</h3>\n<ul>${checks.join("")}</ul>\n</article>\n`,
  ].join("\n");
}

/** What had not come by the end of the log will not come any more. */
function sheetOf({ events, profile }: Report): Sheet {
  const last = events.reduce((newest, { at }) => Math.max(newest, at), 0);
  const book = followLogs(profile)([{ id: "log", name: "log", events }], false);
  return book.sheet({ now: last + horizon(profile) });
}

function stepTable(
  step: SheetStep,
  sheet: Sheet,
  { tabs, jobs }: SheetReport,
  { profile, language }: Report,
  events: Events,
): string {
  const words = SHEET_WORDS[language];
  const heads = tabs.map(
    ({ name, about }) =>
      `<th scope="col">${inline(name)}<br><span class="soft">${inline(about)}</span></th>`,
  );
  const rows = jobs.map(({ id, prompt, steps }) => {
    const { message, cells } = steps[step];
    return `<tr><th scope="row"><span class="id">${inline(id.slice(0, 8))}</span> ${inline(prompt ?? "")}</th><td class="id">${inline(message?.slice(0, 8) ?? "")}</td>${cells.map((each) => cell(each, events)).join("")}</tr>`;
  });
  const totals = tabs.map(
    (_tab, place) => `<td>${inline(totalText(sheet, step, place, language))}</td>`,
  );
  const reasons = jobs.flatMap(({ id, steps: { [step]: strand } }) =>
    strand.difference === null
      ? []
      : [`<li><span class="id">${inline(id.slice(0, 8))}</span> ${inline(strand.difference)}</li>`],
  );
  return [
    `<h3>${inline(say(profile.steps[step].name, language))} ${step}</h3>`,
    `<div class="wide"><table><thead><tr><th scope="col">${inline(words.job)}</th><th scope="col">meta.id</th>${heads.join("")}</tr></thead>`,
    `<tbody>${rows.join("\n")}</tbody>`,
    `<tfoot><tr><th scope="row">${inline(words.due)}</th><td></td>${totals.join("")}</tr></tfoot></table></div>`,
    reasons.length > 0 ? `<ul>${reasons.join("")}</ul>` : "",
  ].join("\n");
}

const cell = ({ kind, text, why, evidence }: Cell, events: Events): string => {
  const status = CELL_STATUS[kind];
  return `<td data-cell="${kind}" data-status="${status}"><details><summary><span class="mark">${MARKS[status]}</span> ${inline(text)}</summary><p>${inline(why)}</p>${proofs(evidence, events)}</details></td>`;
};

import { basename } from "node:path";
import { imageProfile, withBudgets } from "../../lib/chain/profile.ts";
import { say, type Language } from "../../lib/chain/text.ts";
import { followLogs } from "../../lib/sheet/follow.ts";
import { sheetMarkdown, sheetReport } from "../../lib/sheet/report.ts";
import { SHEET_STEPS } from "../../lib/sheet/sheet.ts";
import { horizon } from "../../lib/store.ts";
import type { Trace } from "../../lib/trace/file.ts";

interface Options {
  json: boolean;
  aligned: boolean;
  language: Language;
}

/** The sheet of all tabs of some traces as text, judged by the budgets of the first: what had not come by their ends will not come. */
export function sheetOf(
  traces: readonly (Trace & { file: string })[],
  { json, aligned, language }: Options,
): string {
  const profile = withBudgets(imageProfile, traces[0]?.budgets ?? {});
  const logs = traces.map(({ file, events }) => ({ id: file, name: basename(file), events }));
  const end = traces.reduce((last, { events }) => Math.max(last, lastOf(events)), 0);
  const now = end + horizon(profile);
  const sheet = { ...followLogs(profile)(logs, false).sheet({ now, aligned }), at: end };
  if (json) return JSON.stringify(sheetReport(sheet, language), null, 2);
  const nameOf = (step: (typeof SHEET_STEPS)[number]) => say(profile.steps[step].name, language);
  return sheetMarkdown(sheet, { language, steps: SHEET_STEPS, nameOf });
}

const lastOf = (events: Trace["events"]): number =>
  events.reduce((last, { at }) => Math.max(last, at), 0);

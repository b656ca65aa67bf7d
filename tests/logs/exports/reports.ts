import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { imageProfile, withBudgets } from "../../../lib/chain/profile.ts";
import type { Language } from "../../../lib/chain/text.ts";
import { FORMATS, type FormatName } from "../../../lib/export/formats.ts";
import type { Report } from "../../../lib/export/report.ts";
import { conclude } from "../../../lib/store.ts";
import { parseTrace } from "../../../lib/trace/file.ts";
import type { CaptureEvent } from "../../../lib/event.ts";

const recorded = new URL("../recorded/", import.meta.url);

/** The names of the logs that Chromium's panel saved. */
export const recordings = readdirSync(recorded).map((file) => file.replace(/\.jsonl\.gz$/, ""));

export function recording(name: string): Report {
  const file = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, recorded))).toString();
  const { events, budgets } = parseTrace(file);
  return reportOf(events, budgets);
}

export function reportOf(
  events: readonly CaptureEvent[],
  budgets: Report["budgets"] = {},
  language: Language = "en",
): Report {
  const { jobs, notices, gaps } = conclude(events, budgets);
  const profile = withBudgets(imageProfile, budgets);
  return { events, jobs, notices, gaps, profile, budgets, language };
}

export const written = (format: FormatName, report: Report): string =>
  [...FORMATS[format].write(report)].join("");

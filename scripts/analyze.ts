/**
 * `npm run analyze -- trace.jsonl [--json] [--lang pt-BR]`: the ladders of a trace. With `--sync` the sheet of the tabs of one or
 * more traces; `--align` applies the estimated offsets of their clocks. Exit code 0; 1 when lines were broken; 2 when there is no trace.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { imageProfile } from "../lib/chain/profile.ts";
import { snapshot } from "../lib/chain/snapshot.ts";
import { say, type Language } from "../lib/chain/text.ts";
import { conclude } from "../lib/store.ts";
import { parseTrace, type Trace } from "../lib/trace/file.ts";
import { formatJob } from "../lib/trace/text.ts";
import { sheetOf } from "./analyze/sheet.ts";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    lang: { type: "string", default: "en" },
    sync: { type: "boolean", default: false },
    align: { type: "boolean", default: false },
  },
});
const [path] = positionals;
if (path === undefined) {
  fail("Usage: npm run analyze -- trace.jsonl… [--sync [--align]] [--json] [--lang pt-BR]");
}
const language: Language = values.lang === "pt-BR" ? "pt-BR" : "en";

function load(file: string): Trace {
  const trace = parseTrace(read(file));
  for (const { line, message } of trace.errors) console.error(`${file}:${line}: ${message}`);
  if (trace.events.length === 0) fail(`${file} holds no events.`);
  if (trace.errors.length > 0) process.exitCode = 1;
  return trace;
}

if (values.sync) {
  const logs = positionals.map((file) => ({ file, ...load(file) }));
  console.log(sheetOf(logs, { json: values.json, aligned: values.align, language }));
} else {
  const { events, budgets } = load(path);
  const state = conclude(events, budgets);
  if (values.json) {
    console.log(JSON.stringify(snapshot(state, language), null, 2));
  } else {
    for (const job of state.jobs) console.log(formatJob(job, imageProfile, language));
    for (const { rule, sentence } of state.notices)
      console.log(`${rule}: ${say(sentence, language)}`);
    const gaps = state.gaps > 0 ? `, ${state.gaps} more were dropped` : "";
    console.log(`${state.jobs.length} jobs, ${state.events.length} events${gaps}.`);
  }
}

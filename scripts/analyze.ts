/**
 * `npm run analyze -- FILE [--json | --format NAME [--out FILE] [--hide PATHS] [--keep KINDS] [--preview]] [--lang pt-BR]`: the
 * ladders of a trace, or the trace in another format. `-- A B [--json]` and `-- A --jobs ID,ID`: two traces or jobs, step by step. With `--sync`
 * the sheet of the tabs of one or more traces; `--align` applies the estimated offsets of their clocks. Exit code 0; 1 when not all could be read; 2 when there is no trace or nothing was written.
 */
import { parseArgs } from "node:util";
import { imageProfile } from "../lib/chain/profile.ts";
import { snapshot } from "../lib/chain/snapshot.ts";
import { say, type Language } from "../lib/chain/text.ts";
import { formatComparison } from "../lib/export/compare.ts";
import { FORMAT_NAMES, isFormat } from "../lib/export/formats.ts";
import { totals } from "../lib/export/words.ts";
import { buildFile, previewOf } from "../lib/share/build.ts";
import { conclude } from "../lib/store.ts";
import { formatJob } from "../lib/trace/text.ts";
import { choiceOf, leakText, previewText } from "./analyze/choose.ts";
import { comparisonOf } from "./analyze/compare.ts";
import { complaints, readFile } from "./analyze/read.ts";
import { save } from "./analyze/save.ts";
import { sheetOf } from "./analyze/sheet.ts";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    lang: { type: "string", default: "en" },
    format: { type: "string" },
    out: { type: "string" },
    keep: { type: "string", default: "" },
    hide: { type: "string", default: "" },
    preview: { type: "boolean", default: false },
    jobs: { type: "string" },
    sync: { type: "boolean", default: false },
    align: { type: "boolean", default: false },
  },
});
const language: Language = values.lang === "pt-BR" ? "pt-BR" : "en";
const [path, other] = positionals;
const formats = FORMAT_NAMES.join("|");
if (path === undefined)
  fail(
    `Usage: npm run analyze -- FILE [--json | --format ${formats} [--out FILE] [--hide a.b,c] [--keep emails,prompts,signatures] [--preview]] [--lang pt-BR]\n       npm run analyze -- A B [--jobs ID,ID] [--json] [--lang pt-BR]\n       npm run analyze -- FILE… --sync [--align] [--json] [--lang pt-BR]`,
  );
const { out } = values;
const format = values.format === undefined ? undefined : formatOf(values.format);

const wrong: string[] = [];

function formatOf(name: string) {
  return isFormat(name) ? name : fail(`--format is one of ${formats}.`);
}

/** A trace; what could not be read of it is told. */
async function load(file: string) {
  const trace = await readFile(file).catch((error: unknown) =>
    fail(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`),
  );
  for (const line of complaints(file, trace, language)) {
    console.error(line);
    wrong.push(line);
  }
  if (trace.events.length === 0) fail(`${file} holds no events.`);
  return trace;
}

/** A trace and what follows from it. */
async function open(file: string) {
  const trace = await load(file);
  return { trace, state: conclude(trace.events, trace.budgets) };
}

async function printSheet(files: readonly string[]) {
  const logs: Parameters<typeof sheetOf>[0][number][] = [];
  for (const file of files) logs.push({ file, ...(await load(file)) });
  console.log(sheetOf(logs, { json: values.json, aligned: values.align, language }));
}

async function print(first: string) {
  const { trace, state } = await open(first);

  if (other !== undefined || values.jobs !== undefined) {
    const second = other === undefined ? state : (await open(other)).state;
    const comparison =
      comparisonOf(state.jobs, second.jobs, values.jobs) ?? fail(`No such jobs: ${values.jobs}.`);
    console.log(
      values.json
        ? JSON.stringify(comparison, null, 2)
        : formatComparison(comparison, imageProfile, language),
    );
  } else if (format !== undefined) {
    const choice = choiceOf(values.keep, values.hide);
    const order = { ...trace, choice, format, language };
    if (values.preview) {
      console.log(previewText(await previewOf(order)));
    } else {
      const { file, leaks } = await buildFile(order);
      if (leaks.length > 0) fail(leakText(leaks, language));
      await save(file.stream(), out).catch((error: unknown) =>
        fail(`${out} cannot be written: ${String(error)}`),
      );
    }
  } else if (values.json) {
    console.log(JSON.stringify(snapshot(state, language), null, 2));
  } else {
    for (const job of state.jobs) console.log(formatJob(job, imageProfile, language));
    for (const { rule, sentence } of state.notices)
      console.log(`${rule}: ${say(sentence, language)}`);
    const { jobs, events, gaps } = state;
    console.log(say(totals(jobs.length, events.length, gaps), language));
  }
}

await (values.sync ? printSheet(positionals) : print(path));
process.exitCode = wrong.length > 0 ? 1 : 0;

/** `npm run analyze -- trace.jsonl [--json] [--lang pt-BR]`: the ladders of a trace. Exit code 0; 1 when lines were broken; 2 when there is no trace. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { imageProfile } from "../lib/chain/profile.ts";
import { snapshot } from "../lib/chain/snapshot.ts";
import { say, type Language } from "../lib/chain/text.ts";
import { conclude } from "../lib/store.ts";
import { parseTrace } from "../lib/trace/file.ts";
import { formatJob } from "../lib/trace/text.ts";

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
  options: { json: { type: "boolean", default: false }, lang: { type: "string", default: "en" } },
});
const [path] = positionals;
if (path === undefined) fail("Usage: npm run analyze -- trace.jsonl [--json] [--lang pt-BR]");

const { events, errors, budgets } = parseTrace(read(path));
for (const { line, message } of errors) console.error(`${path}:${line}: ${message}`);
if (events.length === 0) fail(`${path} holds no events.`);

const language: Language = values.lang === "pt-BR" ? "pt-BR" : "en";
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
process.exitCode = errors.length > 0 ? 1 : 0;

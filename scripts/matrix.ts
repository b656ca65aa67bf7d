/**
 * `npm run matrix [-- --filter X] [--flow v1|v2] [--workers N] [--json FILE] [--record]`: plays the scenarios of the lab in Chromium
 * and compares what the panel says with what is expected. Exit code 1 when one failed, 2 when there was none to play.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { scenarios } from "../lab/scenarios.ts";
import { falseAlarms, healthySessions } from "../tests/logs/healthy.ts";
import { findChromium } from "./chromium.ts";
import { playAll } from "./matrix/crew.ts";
import { expectedOf, OUTPUT, type Result } from "./matrix/scene.ts";

/** Jobs that are made up, not played: `tests/logs/healthy.ts`. */
const GENERATED = 1_000;
const RECORDED = "tests/logs/recorded";
const MOST_BYTES = 50_000;
const SIGNED = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

const { values } = parseArgs({
  options: {
    filter: { type: "string", default: "" },
    flow: { type: "string" },
    workers: { type: "string", default: "4" },
    json: { type: "string" },
    record: { type: "boolean", default: false },
  },
});
const chosen = scenarios.filter(
  ({ name, flow }) => name.includes(values.filter) && flow === (values.flow ?? flow),
);
if (chosen.length === 0) {
  console.error(`No scenario has ${values.filter} in its name.`);
  process.exit(2);
}

const widest = (texts: string[]): number => Math.max(...texts.map(({ length }) => length));
const names = widest(chosen.map(({ name }) => name));
const wanted = widest(chosen.map(expectedOf));
const line = (...[scenario, expected, said, pass, seconds]: string[]): void =>
  console.log(
    [scenario!.padEnd(names), expected!.padEnd(wanted), said!.padEnd(wanted), pass, seconds].join(
      " | ",
    ),
  );

function show({ scenario, expected, said, pass, seconds, reason }: Result): void {
  line(scenario, expected, said, pass ? "pass" : "FAIL", `${seconds.toFixed(1)} s`);
  if (reason) console.log(`    ${reason}`);
}

/** Keeps the traces of what passed as logs of the tests: `tests/logs/recorded.test.ts` reads them without a browser. */
function record(passed: readonly Result[]): void {
  mkdirSync(RECORDED, { recursive: true });
  for (const { scenario } of passed) {
    const trace = readFileSync(`${OUTPUT}/${scenario}.jsonl`);
    const log = gzipSync(trace, { level: 9 });
    // A log of the tests is small, and holds no signature, not even one of the lab.
    if (log.length > MOST_BYTES || SIGNED.test(trace.toString())) continue;
    writeFileSync(`${RECORDED}/${scenario}.jsonl.gz`, log);
  }
}

findChromium();
line("scenario", "expected", "said", "pass", "seconds");
const results = await playAll(chosen, { workers: Number(values.workers), onResult: show });
if (values.record) record(results.filter(({ pass }) => pass));
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);

let alarms: string[] = [];
for (const { seed, events } of healthySessions(GENERATED)) {
  alarms = alarms.concat(falseAlarms(events).map((alarm) => `seed ${seed}, job ${alarm}`));
}
console.log(`generated healthy jobs | ${GENERATED} | false alarms ${alarms.length}`);
for (const alarm of alarms.slice(0, 5)) console.log(`    ${alarm}`);

const passes = [...results.map(({ pass }) => pass), alarms.length === 0];
const failed = passes.filter((pass) => !pass).length;
console.log(`The traces are in ${OUTPUT}/.`);
console.log(`${passes.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

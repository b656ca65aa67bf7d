/** `npm test`: everything, the browser's tests included, from a fresh clone. The last line is `N passed, N failed`. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { findChromium } from "./chromium.ts";

const RESULTS = "test-output/results.json";

function run(command: string, args: string[]): number {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  return status ?? 1;
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; name: string; assertionResults: unknown[] }[];
}

/** Passed and failed tests; a file that could not even be loaded counts as one failed test. */
function count(results: Results): { passed: number; failed: number } {
  const unloaded = results.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return { passed: results.numPassedTests, failed: results.numFailedTests + unloaded.length };
}

process.env["CHROME_PATH"] = findChromium();
process.env["NEXT_TELEMETRY_DISABLED"] = "1";
rmSync("test-output", { recursive: true, force: true });

const built = run("npm", ["run", "build"]) || run("npm", ["run", "build", "-w", "lab"]);
if (built !== 0) {
  console.error("The build failed; no test was run.");
  process.exit(built);
}
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}`];
const status = run("vitest", ["run", ...reporters]);
const { passed, failed } = count(JSON.parse(readFileSync(RESULTS, "utf8")) as Results);
console.log(`${passed} passed, ${Math.max(failed, status === 0 ? 0 : 1)} failed`);
process.exitCode = status;

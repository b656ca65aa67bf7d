/** Plays scenarios side by side: workers take them from one queue, and one that dies costs only what it was playing. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Scenario } from "../../lab/scenarios.ts";
import { byDuration } from "./duration.ts";
import { expectedOf, type Result } from "./scene.ts";
import type { Word } from "./worker.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
/** Longer than any scenario may take with all of its waits. */
const LIMIT_MS = 300_000;

interface Options {
  /** How many workers, 4 if it is not said. */
  workers?: number;
  /** Is told each result as it comes. */
  onResult?: (result: Result) => void;
}

/** Plays all of them, the longest first, and gives the results in the order of `scenarios`. */
export async function playAll(
  scenarios: readonly Scenario[],
  { workers = 4, onResult = () => {} }: Options = {},
): Promise<Result[]> {
  const queue = byDuration(scenarios);
  const results = new Map<string, Result>();
  const onEnd = (result: Result) => {
    results.set(result.scenario, result);
    onResult(result);
  };
  const crew = Array.from({ length: Math.min(workers, scenarios.length) }, async () => {
    while (queue.length > 0) await employ(queue, onEnd);
  });
  await Promise.all(crew);
  return scenarios.flatMap(({ name }) => results.get(name) ?? []);
}

/** Starts one worker and gives it scenarios until there are none or it has died. */
async function employ(queue: Scenario[], onEnd: (result: Result) => void): Promise<void> {
  const worker = fork(WORKER, {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, LAB_QUIET: "1", NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const errors = lastOf(worker);
  let playing: { scenario: Scenario; since: number; limit: NodeJS.Timeout } | undefined;
  let browser = 0;

  const next = () => {
    const scenario = queue.shift();
    if (!scenario) return worker.disconnect();
    const limit = setTimeout(() => worker.kill("SIGKILL"), LIMIT_MS);
    playing = { scenario, since: performance.now(), limit };
    worker.send(scenario.name);
  };
  worker.on("message", (word: Word) => {
    switch (word.kind) {
      case "worker.ready":
        return next();
      case "browser.start":
        browser = word.pid;
        return;
      case "scenario.end":
        clearTimeout(playing?.limit);
        playing = undefined;
        onEnd(word.result);
        return next();
      default:
        word satisfies never;
    }
  });

  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    worker.once("exit", (...how) => resolve(how)),
  );
  killGroup(browser);
  // Without a scenario it died before it could play: the next one would too.
  const lost = playing?.scenario ?? (code === 0 ? undefined : queue.shift());
  clearTimeout(playing?.limit);
  if (!lost) return;
  onEnd({
    scenario: lost.name,
    expected: expectedOf(lost),
    said: "nothing",
    pass: false,
    seconds: playing ? Math.round((performance.now() - playing.since) / 100) / 10 : 0,
    reason: `the worker died (${signal ?? code}) ${errors()}`.trim(),
  });
}

/** The last error that the worker wrote to stderr, or its last line. */
function lastOf({ stderr }: ChildProcess): () => string {
  let tail = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => (tail = (tail + text).slice(-2_000)));
  return () => {
    const lines = tail.trim().split("\n");
    return lines.findLast((text) => /^(?:\w*Error|Caused by)\b/.test(text)) ?? lines.at(-1) ?? "";
  };
}

/** Chromium is the leader of its process group; most often it is gone already. */
function killGroup(pid: number): void {
  if (pid === 0) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    return;
  }
}

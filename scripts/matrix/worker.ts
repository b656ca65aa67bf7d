/** A process with a lab of its own, for there is one lab a process. Plays the scenarios that it is told by name. */
import { findScenario } from "../../lab/scenarios.ts";
import { startLab } from "../../lab/server.ts";
import { playScenario, type Result } from "./scene.ts";

/** What a worker says: it can be given a scenario, its browser has this process id, this is what became of a scenario. */
export type Word =
  | { kind: "worker.ready" }
  | { kind: "browser.start"; pid: number }
  | { kind: "scenario.end"; result: Result };

const say = (message: Word): void => void process.send?.(message);

// A real server holds a refused join for 5 s, and clients that join again and again depend on it.
const lab = await startLab({ port: 0, realtimePort: 0, deniedHoldMs: 5_000 });

process.on("message", (name: string) => {
  const scenario = findScenario(name);
  if (!scenario) {
    // Not thrown: Next catches what nobody else does, and this worker would be waited for.
    console.error(`There is no scenario ${name}.`);
    process.exit(1);
  }
  const onBrowser = (pid = 0) => say({ kind: "browser.start", pid });
  void playScenario(lab.url, scenario, onBrowser).then((result) =>
    say({ kind: "scenario.end", result }),
  );
});
process.once("disconnect", () => void lab.close().finally(() => process.exit(0)));

say({ kind: "worker.ready" });

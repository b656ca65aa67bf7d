/** Where the time of the main thread goes: self time by function, of the page's scripts and of ours. */
import type { Protocol } from "puppeteer-core";
import type { Tab } from "./browsers.ts";
import type { Load } from "./frames.ts";
import { costOf } from "./measure.ts";
import type { Server } from "./server.ts";

/** µs */
const INTERVAL = 100;
const SHOWN = 25;

export async function profile(server: Server, tab: Tab, load: Load): Promise<void> {
  const sources = new Map<string, Promise<string>>();
  const { session } = tab;
  session.on("Debugger.scriptParsed", ({ scriptId }) => {
    const source = session.send("Debugger.getScriptSource", { scriptId });
    sources.set(
      scriptId,
      source.then(
        ({ scriptSource }) => scriptSource,
        () => "",
      ),
    );
  });
  await session.send("Debugger.enable");
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: INTERVAL });
  await costOf(server, tab, load);
  await session.send("Profiler.start");
  const count = load.size > 10_000 ? 400 : 1_500;
  for (let round = 0; round < 4; round += 1) await costOf(server, tab, load);
  const { profile: taken } = await session.send("Profiler.stop");
  await session.send("Profiler.disable");
  await session.send("Debugger.disable");
  console.log(`\n${tab.variant}, ${load.name}: µs a frame by function, of its own`);
  const found = await Promise.all(
    selfTimes(taken).map(async ({ frame, µs }) => ({
      µs: µs / count / 4,
      frame,
      source: excerpt(frame, (await sources.get(frame.scriptId)) ?? ""),
    })),
  );
  for (const { µs, frame, source } of found.slice(0, SHOWN)) {
    const file = frame.url.split("/").at(-1) ?? "";
    console.log(
      `${µs.toFixed(2).padStart(7)}  ${file.padEnd(9)} ${frame.functionName || "-"}  ${source}`,
    );
  }
}

/** The beginning of a function: in a minified script its name says nothing. */
function excerpt({ lineNumber, columnNumber }: Protocol.Runtime.CallFrame, source: string): string {
  const line = source.split("\n")[lineNumber] ?? "";
  return line.slice(Math.max(0, columnNumber - 10), columnNumber + 60);
}

function selfTimes({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile) {
  const byId = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, { frame: Protocol.Runtime.CallFrame; µs: number }>();
  for (const [at, id] of samples.entries()) {
    const frame = byId.get(id);
    if (!frame || frame.functionName === "(idle)") continue;
    const key = `${frame.scriptId}:${frame.lineNumber}:${frame.columnNumber}:${frame.functionName}`;
    const entry = times.get(key) ?? { frame, µs: 0 };
    entry.µs += timeDeltas[at + 1] ?? INTERVAL;
    times.set(key, entry);
  }
  return [...times.values()].toSorted((a, b) => b.µs - a.µs);
}

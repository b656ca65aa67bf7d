/** Waits for a verdict in the panel, and checks that a replay of its events agrees. */
import type { Expected } from "../../lab/scenarios/scenario.ts";
import { snapshot as read, type SnapshotJob } from "../../lib/chain/snapshot.ts";
import { conclude } from "../../lib/store.ts";
import { formatTrace, parseTrace } from "../../lib/trace/file.ts";
import { snapshot, type Panel } from "../play.ts";
import { contradicts, judge, wordAll } from "./judge.ts";

/** What the panel said in the end, its log as a trace, and why that is not right, or null. */
export interface Finding {
  said: string;
  trace: string;
  wrong: string | null;
}

const POLL_MS = 200;
/** How long a right verdict must stay right. The replay lets the rest of the time pass for one that is still running. */
const HOLD_MS = { final: 1_500, running: 20_000 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until the panel says what is expected and stays with it, at most `patience` ms: late evidence may repair a verdict. */
export async function watch(panel: Panel, expected: Expected, patience: number): Promise<Finding> {
  const deadline = Date.now() + patience;
  const hold = expected.kind === "running" ? HOLD_MS.running : HOLD_MS.final;
  for (;;) {
    const isRight = judge(expected, (await snapshot(panel)).jobs) === null;
    if (isRight) await pause(hold);
    else if (Date.now() < deadline) {
      await pause(POLL_MS);
      continue;
    }
    const { jobs, trace } = await look(panel);
    const wrong = judge(expected, jobs);
    const said = wordAll(jobs);
    if (isRight && wrong === null) return { said, trace, wrong: contradicts(jobs, replay(trace)) };
    if (Date.now() > deadline) return { said, trace, wrong: wrong ?? "right only after the time" };
  }
}

/** Verdicts and log of the same moment. */
async function look(panel: Panel): Promise<{ jobs: SnapshotJob[]; trace: string }> {
  const { jobs, events, budgets } = await panel.evaluate(() => ({
    jobs: window.hopscope.snapshot().jobs,
    events: window.hopscope.events(),
    budgets: window.hopscope.budgets(),
  }));
  return { jobs, trace: formatTrace(events, { budgets }) };
}

function replay(trace: string): SnapshotJob[] {
  const { events, budgets } = parseTrace(trace);
  return read(conclude(events, budgets)).jobs;
}

/** One measurement each. Times are the main thread's own (thread ticks), so a busy machine disturbs them least. */
import { setTimeout as wait } from "node:timers/promises";
import type { Tab } from "./browsers.ts";
import { framesOf, type Load } from "./frames.ts";
import type { Server } from "./server.ts";

/** What is still under way when the last frame has been handled: batches, acknowledgements, ms. */
const SETTLE = 500;

const frames = new Map<Load, string[]>();
const framesFor = (load: Load): string[] => {
  let found = frames.get(load);
  if (!found) frames.set(load, (found = framesOf(load)));
  return found;
};

async function metric(tab: Tab, name: "TaskDuration" | "JSHeapUsedSize"): Promise<number> {
  const { metrics } = await tab.session.send("Performance.getMetrics");
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}

/** µs of the main thread while `work` and what follows from it lasts. */
async function spent(tab: Tab, work: () => Promise<unknown>): Promise<number> {
  await tab.session.send("HeapProfiler.collectGarbage");
  const before = await metric(tab, "TaskDuration");
  await work();
  await wait(SETTLE);
  return ((await metric(tab, "TaskDuration")) - before) * 1e6;
}

/** µs of the main thread for each frame, at 1,000 frames a second or what is left of it at 50 KB. */
export async function costOf(server: Server, tab: Tab, load: Load): Promise<number> {
  const count = load.size > 10_000 ? 400 : 1_500;
  const burst = { frames: framesFor(load), count, burst: load.size > 10_000 ? 10 : 50, every: 40 };
  const µs = await spent(tab, async () => {
    await tab.run(`bench.expect(${count})`);
    await server.send(tab.variant, load.client, burst);
    await tab.run("bench.handled");
  });
  return µs / count;
}

export interface Pace {
  fps: number;
  /** ms */
  p95: number;
}

/** Frames of the screen while 2,000 messages a second come. */
export async function paceOf(server: Server, tab: Tab, load: Load): Promise<Pace> {
  const count = 6_000;
  await tab.run(`bench.expect(${count})`);
  const gaps = tab.run<number[]>("bench.pace()");
  await server.send(tab.variant, load.client, {
    frames: framesFor(load),
    count,
    burst: 20,
    every: 10,
  });
  const sorted = (await gaps).toSorted((a, b) => a - b);
  const sum = sorted.reduce((all, gap) => all + gap, 0);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  await wait(SETTLE);
  return { fps: (sorted.length / sum) * 1_000, p95 };
}

/** Ms for a commit of a tree with 3,000 fibers, all the while a picture is waited for. */
export async function commitCost(tab: Tab): Promise<number> {
  const count = 50;
  await tab.run("bench.expectPicture()");
  return (await spent(tab, () => tab.run(`bench.commit(${count})`))) / count / 1_000;
}

/** MB that are in use after everything that nobody holds has gone. */
export async function heapOf(tab: Tab): Promise<number> {
  await tab.session.send("HeapProfiler.collectGarbage");
  await tab.session.send("HeapProfiler.collectGarbage");
  return (await metric(tab, "JSHeapUsedSize")) / 1024 ** 2;
}

/** µs of the main thread for each second in which nothing happens. */
export async function restOf(tab: Tab): Promise<number> {
  return (await spent(tab, () => wait(2_000))) / 2.5;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
};

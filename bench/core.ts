/**
 * `npm run bench`: what the core costs. Events per second through decode, correlate and diagnose for a mix of healthy and
 * broken jobs and heartbeats, memory for each event, and the cost of one more event when the log is already long.
 * The machine is shared, so ratios within one run count, not the figures.
 */
import { performance } from "node:perf_hooks";
import { Docket } from "../lib/chain/docket.ts";
import { imageProfile } from "../lib/chain/profile.ts";
import type { CaptureEvent } from "../lib/event.ts";
import { createHopscope } from "../lib/store.ts";
import { Page } from "../tests/logs/build.ts";
import { arrived, created, finished, play, ready } from "../tests/logs/play.ts";

const BATCH = 200;
const SIZES = [1_000, 100_000, 1_000_000];
/** Pictures that the project holds at any time. */
const NODES = 20;

/** One job of fifty stops between U7 and U9; some other traffic lies between any two jobs. */
function* mix(): Generator<CaptureEvent, void> {
  const page = new Page();
  const shown: ReturnType<typeof play>[] = [];
  ready(page);
  for (let n = 1; ; n++) {
    const job = play(n, n % 2 ? "v1" : "v2");
    created(page, job);
    finished(page, job);
    if (n % 50 !== 0) {
      shown.push(job);
      if (shown.length > NODES) shown.shift();
      arrived(page, shown, job);
    }
    for (let i = 0; i < 20; i++) {
      page.hears(10, "phoenix", "phx_reply", { status: "ok", response: {} }, `h${n}-${i}`);
      page.hears(10, "realtime:room:1", "presence_diff", {
        joins: { a: { metas: [{ phx_ref: "x" }] } },
        leaves: {},
      });
    }
    yield* page.events.splice(0);
  }
}

function take(from: Generator<CaptureEvent, void>, count: number): CaptureEvent[] {
  const events: CaptureEvent[] = [];
  while (events.length < count) {
    const next = from.next();
    if (next.done) break;
    events.push(next.value);
  }
  return events;
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function append(docket: Docket, events: readonly CaptureEvent[]): number {
  const start = performance.now();
  for (let i = 0; i < events.length; i += BATCH) {
    let now = 0;
    for (const event of events.slice(i, i + BATCH)) {
      docket.push(event);
      now = event.at;
    }
    docket.settle(now);
  }
  return performance.now() - start;
}

/** Events one by one, each diagnosed at once: µs for one, the median over groups of fifty. */
function oneMore(docket: Docket, events: readonly CaptureEvent[]): number {
  const groups: number[] = [];
  for (let i = 0; i + 50 <= events.length; i += 50) {
    const start = performance.now();
    for (const event of events.slice(i, i + 50)) {
      docket.push(event);
      docket.settle(event.at);
    }
    groups.push(((performance.now() - start) * 1_000) / 50);
  }
  return median(groups);
}

const source = mix();
append(new Docket(imageProfile), take(mix(), 50_000));

const docket = new Docket(imageProfile);
let length = 0;
let spent = 0;
const costs: number[] = [];
let kept = 0;
for (const size of SIZES) {
  while (length < size) {
    const events = take(source, Math.min(50_000, size - length));
    const before = heap();
    spent += append(docket, events);
    kept += heap() - before;
    length += events.length;
  }
  const cost = oneMore(docket, take(source, 4_000));
  length += 4_000;
  costs.push(cost);
  console.log(`one more event at ${size.toLocaleString("en")}: ${cost.toFixed(2)} µs`);
}
const [first = 1] = costs;
console.log(
  `ratio to the shortest log: ${costs.map((cost) => (cost / first).toFixed(2)).join(" : ")}`,
);
console.log(
  `decode + correlate + diagnose: ${Math.round((length / spent) * 1_000).toLocaleString("en")} events/s`,
);
console.log(`kept for each event, without the event itself: ${Math.round(kept / length)} bytes`);
console.log(`${docket.jobs.size} jobs`);

const hopscope = createHopscope();
const events = take(mix(), 100_000);
const start = performance.now();
for (let i = 0; i < events.length; i += BATCH)
  hopscope.getState().append(events.slice(i, i + BATCH));
const ms = performance.now() - start;
console.log(
  `the same through the store, 100,000 events: ${Math.round((events.length / ms) * 1_000).toLocaleString("en")} events/s`,
);

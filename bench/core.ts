/**
 * `npm run bench`: what the core costs. Events per second through decode, correlate and diagnose for a mix that was recorded
 * in Chromium, memory for each event, and the cost of one more event when the log is already long. The machine is shared:
 * ratios within one run count, and of the figures the one that counts only this thread's own time.
 */
import { Docket } from "../lib/chain/docket.ts";
import { imageProfile } from "../lib/chain/profile.ts";
import type { CaptureEvent } from "../lib/event.ts";
import { createHopscope } from "../lib/store.ts";
import { recordedMix as mix } from "./mix.ts";

/** As the page's emitter sends them under load. */
const BATCH = 500;
const ONE_BY_ONE = 10_000;
const SIZES = [1_000, 100_000, 1_000_000];

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

/** What this thread alone has spent, ms: the machine is shared. */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Batch after batch; ms of this thread. */
function append(docket: Docket, events: readonly CaptureEvent[]): number {
  const start = spent();
  for (let i = 0; i < events.length; i += BATCH) {
    let now = 0;
    for (const event of events.slice(i, i + BATCH)) {
      docket.push(event);
      now = event.at;
    }
    docket.settle(now);
  }
  return spent() - start;
}

/** Events one by one, each diagnosed at once: µs of this thread for one. */
function oneMore(docket: Docket, events: readonly CaptureEvent[]): number {
  const start = spent();
  for (const event of events) {
    docket.push(event);
    docket.settle(event.at);
  }
  return ((spent() - start) * 1_000) / events.length;
}

const source = mix();
append(new Docket(imageProfile), take(mix(), 50_000));

const docket = new Docket(imageProfile);
let length = 0;
let worked = 0;
const costs: number[] = [];
let kept = 0;
for (const size of SIZES) {
  while (length < size) {
    const events = take(source, Math.min(50_000, size - length));
    const before = heap();
    worked += append(docket, events);
    kept += heap() - before;
    length += events.length;
  }
  const cost = oneMore(docket, take(source, ONE_BY_ONE));
  length += ONE_BY_ONE;
  costs.push(cost);
  console.log(`one more event at ${size.toLocaleString("en")}: ${cost.toFixed(2)} µs`);
}
const [first = 1] = costs;
console.log(
  `ratio to the shortest log: ${costs.map((cost) => (cost / first).toFixed(2)).join(" : ")}`,
);
const perSecond = (count: number, ms: number): string =>
  Math.round((count / ms) * 1_000).toLocaleString("en");
console.log(
  `decode + correlate + diagnose: ${perSecond(length - ONE_BY_ONE * SIZES.length, worked)} events/s of one core`,
);
console.log(`kept for each event, without the event itself: ${Math.round(kept / length)} bytes`);
console.log(`${docket.jobs.size} jobs`);

const hopscope = createHopscope();
const events = take(mix(), 100_000);
const start = spent();
for (let i = 0; i < events.length; i += BATCH)
  hopscope.getState().append(events.slice(i, i + BATCH));
console.log(
  `the same through the store, 100,000 events: ${perSecond(events.length, spent() - start)} events/s`,
);

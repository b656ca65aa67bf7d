/**
 * `npm run bench -- page`: what a page pays for being watched, beside what others take, in one run of interleaved rounds with no
 * tool first and last. The extension must have been built (`npm run build`). `--rounds 5`; `--profile` says instead where
 * the time goes, and `--loads "2 KB,50 KB"` which frames are sent. See docs/performance.md.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { bundle } from "../tests/e2e/taps/bundle.ts";
import { FOREIGN, openTab, tools, type Tab, type Variant } from "./page/browsers.ts";
import { loads, type Load } from "./page/frames.ts";
import { commitCost, costOf, heapOf, median, paceOf, restOf, type Pace } from "./page/measure.ts";
import { profile } from "./page/profile.ts";
import { costRows, paceRows, print, type Row } from "./page/report.ts";
import { startServer, type Server } from "./page/server.ts";
import { gzipSize, injectedInto, startOf } from "./page/start.ts";

const { values: given } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    profile: { type: "boolean", default: false },
    loads: { type: "string" },
  },
});
const chosen = loads.filter(({ name }) => given.loads?.split(",").includes(name) ?? true);
const paced = loads.find(({ name }) => name === "2 KB")!;
/** The pace takes long, so it is not measured in each round. */
const PACES = 3;

const server = await startServer({ "/site.js": await bundle("../../../bench/page/site.tsx") });
const pageOf = (variant: Variant) => `http://127.0.0.1:${server.port}/?variant=${variant}`;
const variants = (given.profile ? ["bare", "closed"] : Object.keys(tools)) as Variant[];
const tabs: Tab[] = [];
try {
  for (const variant of variants) tabs.push(await openTab(variant, pageOf(variant)));
  if (given.profile) {
    for (const load of chosen) for (const tab of tabs) await profile(server, tab, load);
  } else print([...(await compare(server)), ...(await rest())]);
} finally {
  await Promise.all(tabs.map((tab) => tab.close()));
  await server.close();
}

async function compare(from: Server): Promise<Row[]> {
  const costs = new Map<Load, Map<Variant, number[]>>();
  const paces = new Map<Variant, Pace[]>();
  const again: number[] = [];
  // What engines compile and pages allocate the first time is no frame's cost.
  for (const tab of tabs) for (const load of chosen) await costOf(from, tab, load);
  for (let round = 0; round < Number(given.rounds); round += 1) {
    for (const load of chosen) {
      const ofLoad = costs.get(load) ?? new Map<Variant, number[]>();
      costs.set(load, ofLoad);
      for (const tab of tabs) put(ofLoad, tab.variant, await costOf(from, tab, load));
      if (load === paced) again.push(await costOf(from, tabOf("bare"), load));
    }
    if (round < PACES)
      for (const tab of tabs) put(paces, tab.variant, await paceOf(from, tab, paced));
    console.log(`round ${round + 1} of ${given.rounds}, load ${loadavg()[0]?.toFixed(1)}`);
  }
  const first = median(costs.get(paced)?.get("bare") ?? []);
  console.log(`no tool at 2 KB: ${first.toFixed(1)} µs first, ${median(again).toFixed(1)} last`);
  return [...costRows({ costs, paces }), ...paceRows({ costs, paces })];
}

async function rest(): Promise<Row[]> {
  const [bare, closed] = [tabOf("bare"), tabOf("closed")];
  const heaps = [await heapOf(bare), await heapOf(closed)] as const;
  const quiet = [await restOf(bare), await restOf(closed)] as const;
  const commits: number[] = [];
  for (const tab of [bare, closed]) {
    await tab.run("bench.mount()");
    await commitCost(tab);
    commits.push(median([await commitCost(tab), await commitCost(tab), await commitCost(tab)]));
  }
  const { ms, timers } = await startOf(bare);
  const gzip = gzipSize();
  const [without = 0, watched = 0] = commits;
  const added = watched - without;
  const foreign = await injectedInto(closed, `http://${FOREIGN}:${server.port}/`);
  return [
    {
      what: "heap after everything",
      goal: "ring capped (16 MB), all else O(1)",
      ours: `+${(heaps[1] - heaps[0]).toFixed(1)} MB of V8's heap`,
    },
    {
      what: "React commit, 3,000 fibers, while a picture is waited for",
      goal: "1 ms",
      ours: `+${added.toFixed(2)} ms of ${without.toFixed(2)} ms`,
      holds: added <= 1,
    },
    {
      what: "start of the taps",
      goal: "5 ms",
      ours: `${ms.toFixed(1)} ms by the clock`,
      holds: ms <= 5,
    },
    { what: "timers set at rest", goal: "0", ours: String(timers), holds: timers === 0 },
    {
      what: "main thread at rest",
      goal: "",
      ours: `${(quiet[1] / 1_000).toFixed(2)} ms a second, bare ${(quiet[0] / 1_000).toFixed(2)}`,
    },
    {
      what: "script of the taps, gzip",
      goal: "20 kB",
      ours: `${(gzip / 1_000).toFixed(1)} kB`,
      holds: gzip <= 20_000,
    },
    {
      what: "injected into a site that is not switched on",
      goal: "0 B",
      ours: `${foreign} B`,
      holds: foreign === 0,
    },
  ];
}

function tabOf(variant: Variant): Tab {
  const tab = tabs.find((each) => each.variant === variant);
  if (!tab) throw new Error(`There is no tab ${variant}.`);
  return tab;
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

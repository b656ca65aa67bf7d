/** The table: goal, ours, what the peers take, and whether it holds. */
import type { Variant } from "./browsers.ts";
import type { Load } from "./frames.ts";
import { median, type Pace } from "./measure.ts";

export interface Results {
  costs: Map<Load, Map<Variant, number[]>>;
  paces: Map<Variant, Pace[]>;
}

export interface Row {
  what: string;
  goal: string;
  ours: string;
  peers?: string;
  holds?: boolean;
}

/** µs a frame that are allowed over the baseline. Only what a goal was set for has one. */
const goals: Record<string, { closed: number; open: number }> = {
  "200 B": { closed: 10, open: 15 },
  "2 KB": { closed: 10, open: 15 },
  "50 KB": { closed: 25, open: 40 },
};

const peers = ["panel", "cdp", "naive"] as const;
const names: Record<(typeof peers)[number] | "listener", string> = {
  listener: "a listener",
  panel: "Network panel",
  cdp: "Network.enable",
  naive: "naive",
};

/** Median of the differences within each round. */
const over = (values: readonly number[], base: readonly number[]): number =>
  median(values.map((µs, round) => µs - (base[round] ?? Number.NaN)));

export function costRows({ costs }: Results): Row[] {
  return [...costs].flatMap(([{ name }, byVariant]) =>
    (["closed", "open"] as const).map((variant): Row => {
      const base = variant === "open" ? "idle" : "bare";
      const [ours, baseline] = [byVariant.get(variant) ?? [], byVariant.get(base) ?? []];
      const added = over(ours, baseline);
      const ratio = median(ours) / median(baseline);
      const goal = goals[name]?.[variant];
      const bare = byVariant.get("bare") ?? [];
      const others = (["listener", ...peers] as const).map(
        (peer) => `${names[peer]} +${over(byVariant.get(peer) ?? [], bare).toFixed(1)}`,
      );
      return {
        what: `${name}, ${variant === "open" ? "panel open" : "recording"}`,
        goal: goal === undefined ? "" : `+${goal} µs`,
        ours: `+${added.toFixed(1)} µs (${ratio.toFixed(2)}x of ${median(baseline).toFixed(1)})`,
        peers: variant === "closed" ? others.join(", ") : "",
        ...(goal !== undefined && { holds: added <= goal }),
      };
    }),
  );
}

export function paceRows({ paces }: Results): Row[] {
  const of = (variant: Variant) => {
    const all = paces.get(variant) ?? [];
    return { fps: median(all.map(({ fps }) => fps)), p95: median(all.map(({ p95 }) => p95)) };
  };
  const show = ({ fps, p95 }: Pace) => `${fps.toFixed(0)} fps, p95 ${p95.toFixed(1)} ms`;
  const [open, idle] = [of("open"), of("idle")];
  return [
    {
      what: "2,000 msg/s of 2 KB, panel open",
      goal: "60 fps, p95 within 1.1x of DevTools idle",
      ours: `${show(open)} (${(open.p95 / idle.p95).toFixed(2)}x)`,
      peers: [
        `idle ${show(idle)}`,
        ...peers.map((peer) => `${names[peer]} ${show(of(peer))}`),
      ].join("; "),
      holds: open.fps >= 59 && open.p95 <= 1.1 * idle.p95,
    },
  ];
}

/** As a table of Markdown. */
export function print(rows: readonly Row[]): void {
  console.log("\n| what | goal | ours | peers | holds |\n|---|---|---|---|---|");
  for (const { what, goal, ours, peers: others = "", holds } of rows) {
    const held = holds === undefined ? "" : holds ? "yes" : "**no**";
    console.log(`| ${what} | ${goal} | ${ours} | ${others} | ${held} |`);
  }
}

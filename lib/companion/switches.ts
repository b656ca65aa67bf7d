/**
 * Every switch of the companion as data: fixes that stand in for code that the app does not have, and faults that break one
 * thing on purpose. What they are called is in `switch-words.ts`. Off is the default of all.
 */
import type { SwitchedOn } from "../event.ts";

export type Value = string | number | boolean;

/** What a switch may be told. Numbers have whole-number limits, both included; `unit` is that of a number. */
export type Param =
  | { name: string; type: "text"; default: string }
  | { name: string; type: "number"; default: number; min: number; max: number; unit?: "s" | "ms" }
  | { name: string; type: "boolean"; default: boolean };

/**
 * What must be said of a job that a fault met: where it stops and the rule that names the cause, none where no browser can know
 * it; or that it ends well, `late` or not, where a healthy app survives it.
 */
export type Expected =
  | { kind: "broken"; steps: readonly string[]; rule?: string }
  | { kind: "complete"; late: boolean };

interface Described {
  id: string;
  kind: "fix" | "fault";
  params: readonly Param[];
  /** Of a fault: what the diagnosis must say. Of a fix: the rules whose jobs it makes whole. */
  expects?: Expected;
  cures?: readonly string[];
}

const text = (name: string, value = ""): Param => ({ name, type: "text", default: value });
const number = (name: string, value: number, [min, max]: [number, number]): Param => ({
  name,
  type: "number",
  default: value,
  min,
  max,
});
const seconds = (name: string, value: number, most: number): Param => ({
  name,
  type: "number",
  default: value,
  min: 0,
  max: most,
  unit: "s",
});

/**
 * Whom a fault meets and how often. An empty text means any; `topic` and `url` match a part, `event` the whole in any case,
 * `job` is an id or request id that must be in it. `nth` 0 is each; `probability` is in percent, drawn with `seed`; `count` 0
 * and `seconds` 0 are without limit.
 */
const often: readonly Param[] = [
  number("nth", 0, [0, 1_000]),
  number("probability", 100, [0, 100]),
  number("seed", 1, [0, 1_000_000]),
  number("count", 0, [0, 10_000]),
  seconds("seconds", 0, 3_600),
];
const topic = text("topic");
const frames: readonly Param[] = [topic, text("event"), text("job"), ...often];
const calls: readonly Param[] = [text("url", "/api/projects/"), text("job"), ...often];

const FRAMES = ["C5", "U5", "U9"] as const;
const HANDLERS = ["C6", "U6", "U10"] as const;
const broken = (steps: readonly string[], rule?: string): Expected => ({
  kind: "broken",
  steps,
  ...(rule !== undefined && { rule }),
});
const WHOLE: Expected = { kind: "complete", late: false };
const LATE: Expected = { kind: "complete", late: true };

export const switches = [
  {
    id: "optimistic-queue",
    kind: "fix",
    params: [topic, seconds("confirm", 30, 600)],
    cures: ["R01", "R07", "R08", "R20"],
  },
  {
    id: "fallback-polling",
    kind: "fix",
    params: [seconds("after", 10, 600), seconds("every", 5, 60), seconds("limit", 600, 3_600)],
    cures: ["R01", "R02", "R04", "R07", "R08", "R62"],
  },
  {
    id: "revalidate-right",
    kind: "fix",
    params: [topic],
    cures: ["R09", "R10", "R11", "R12", "R13"],
  },
  { id: "refetch-on-rejoin", kind: "fix", params: [topic], cures: ["R08", "R61"] },
  { id: "resubscribe", kind: "fix", params: [topic], cures: ["R04", "R33", "R56"] },
  { id: "say-it", kind: "fix", params: [], cures: [] },
  { id: "join-as-private", kind: "fix", params: [topic], cures: ["R01"] },
  { id: "listen-to-every-event", kind: "fix", params: [topic], cures: ["R05"] },

  { id: "cut", kind: "fault", params: frames, expects: broken(["U5", "U9"], "R08") },
  {
    id: "keep-cut",
    kind: "fault",
    params: [seconds("seconds", 0, 3_600)],
    expects: broken(["U5", "U9"], "R08"),
  },
  {
    id: "half-open",
    kind: "fault",
    params: [seconds("seconds", 0, 3_600)],
    expects: broken(FRAMES, "R62"),
  },
  { id: "drop", kind: "fault", params: frames, expects: broken(FRAMES) },
  {
    id: "delay",
    kind: "fault",
    params: [number("ms", 2_000, [1, 600_000]), ...frames],
    expects: LATE,
  },
  { id: "duplicate", kind: "fault", params: frames, expects: WHOLE },
  {
    id: "reorder",
    kind: "fault",
    params: [number("hold", 2, [2, 100]), ...frames],
    expects: LATE,
  },
  {
    id: "truncate",
    kind: "fault",
    params: [number("keep", 50, [0, 99]), ...frames],
    expects: broken(FRAMES, "R72"),
  },
  { id: "deny-join", kind: "fault", params: [topic, ...often], expects: broken(FRAMES, "R02") },
  { id: "expire-token", kind: "fault", params: [topic], expects: broken(FRAMES, "R04") },
  { id: "too-many-messages", kind: "fault", params: [topic], expects: broken(FRAMES, "R33") },
  { id: "server-disconnect", kind: "fault", params: [], expects: broken(["U5", "U9"], "R61") },
  {
    id: "api-late",
    kind: "fault",
    params: [number("ms", 5_000, [1, 600_000]), ...calls],
    expects: LATE,
  },
  { id: "api-stale", kind: "fault", params: calls, expects: broken(["U11"], "R13") },
  { id: "api-404", kind: "fault", params: calls, expects: broken(["U11"], "R71") },
  { id: "api-500", kind: "fault", params: calls, expects: broken(["U11"], "R71") },
  {
    id: "swallow-mutate",
    kind: "fault",
    params: [text("key"), ...often],
    expects: broken(["U11"], "R73"),
  },
  { id: "handler-throws", kind: "fault", params: frames, expects: broken(HANDLERS, "R46") },
  {
    id: "hidden-tab",
    kind: "fault",
    params: [],
    expects: broken(["U5", "U9"], "R16"),
  },
  {
    id: "offline",
    kind: "fault",
    params: [],
    expects: broken(["U5", "U9"], "R08"),
  },
] as const satisfies readonly Described[];

export type SwitchId = (typeof switches)[number]["id"];
export type Switch = Described & { id: SwitchId };

/** How long a person may let the companion stay on, in minutes, both included; what it is without a choice. */
export const MINUTES = { min: 1, max: 120, default: 15 } as const;

export const switchOf = (id: string): Switch | undefined => switches.find((each) => each.id === id);

/** The values of a switch that is on: what was given, if it is of the type and within the limits, else the default. */
export function paramsOf({ id, params: given }: SwitchedOn): Record<string, Value> {
  const { params = [] } = switchOf(id) ?? {};
  return Object.fromEntries(
    params.map((param) => {
      const value = given[param.name];
      return [param.name, isValid(param, value) ? value : param.default];
    }),
  );
}

export function isValid(param: Param, value: unknown): value is Value {
  if (typeof value !== (param.type === "text" ? "string" : param.type)) return false;
  if (param.type === "text") return (value as string).length <= 256;
  if (param.type === "boolean") return true;
  return (
    Number.isInteger(value) && (value as number) >= param.min && (value as number) <= param.max
  );
}

/** Whether each is a switch that there is, once, with values that it knows. */
export function isSwitchedOn(on: readonly SwitchedOn[]): boolean {
  const ids = new Set(on.map(({ id }) => id));
  return (
    ids.size === on.length &&
    on.every(({ id, params }) => {
      const known = switchOf(id)?.params;
      return Object.entries(params).every(([name, value]) => {
        const param = known?.find((each) => each.name === name);
        return param !== undefined && isValid(param, value);
      });
    }) &&
    on.every(({ id }) => switchOf(id) !== undefined)
  );
}

/** When an incident happens: before the job, between its INSERT and its UPDATE, or between the job and the project. */
import type { Move } from "../scenario.ts";
import type { ServerFault } from "./faults.ts";

type Incident = readonly Move[];

export const turn = (change: { on?: ServerFault[]; off?: ServerFault[] }): Move => ({
  move: "lab",
  path: "/lab/fault",
  body: change,
});
export const logged = (step: string): Move => ({ move: "lab", path: "/lab/wait", body: { step } });
const until = (selector: string): Move => ({ move: "until", selector });
export const GENERATE: Move = { move: "generate" };

const PENDING = until("[data-status=pending]");
const COMPLETED = until("[data-status=completed]");
export const LIVE = until("[data-realtime=live]");
export const LOST = until("[data-realtime=error]");

export const HALF_OPEN = [turn({ on: ["realtime.half-open"] })];
export const RATE_LIMITED = [turn({ on: ["realtime.rate-limited"] }), LOST];

/** The page gets its short token by being reloaded, so that its 8 s begin here. */
const SHORT_TOKEN: Incident = [
  turn({ on: ["realtime.short-token"] }),
  { move: "reload" },
  until("[data-live=true]"),
];

export const before = (incident: Incident): Move[] => [...incident, GENERATE];

/** Needs the fault `webhook.held`. */
export const afterInsert = (incident: Incident): Move[] => [
  GENERATE,
  PENDING,
  ...incident,
  turn({ off: ["webhook.held"] }),
];

/** Needs the fault `project.held`. */
export const afterJobUpdate = (incident: Incident): Move[] => [
  GENERATE,
  COMPLETED,
  ...incident,
  turn({ off: ["project.held"] }),
];

export const tokenExpires = {
  before: [...SHORT_TOKEN, ...before([LOST])],
  afterInsert: [...SHORT_TOKEN, ...afterInsert([LOST])],
  afterJobUpdate: [...SHORT_TOKEN, ...afterJobUpdate([LOST])],
};

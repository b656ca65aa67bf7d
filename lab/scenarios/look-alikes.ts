/** Healthy jobs, and ways to be healthy that look ill. Nothing may be blamed in any of them. */
import { projects } from "../db/seed.ts";
import type { clientFaults } from "./client.ts";
import type { Move, Template } from "./scenario.ts";
import type { serverFaults } from "./server.ts";

export const lookAlikeFaults = {
  "client.effects-twice": "effects are mounted, unmounted and mounted again, as in StrictMode",
  "client.refreshes-token": "the page gets a fresh token in the middle of a job",
  "client.refetches-on-rejoin": "the page asks for the project whenever it has joined again",
  "client.generates-twice": "a node that is busy can be asked again",
  "client.last-tab-leads": "the tab that was opened last calls the action for all",
  "client.lazy-gallery": "pictures are below the canvas and lazy",
  "realtime.restarting": "every connection is closed with 1012, and none is let in",
  "realtime.duplicates": "Realtime sends every frame twice",
  "realtime.inserts-late": "Realtime sends INSERT after UPDATE",
} as const;

type Fault = keyof typeof serverFaults | keyof typeof clientFaults | keyof typeof lookAlikeFaults;

const COMPLETE = { kind: "complete" } as const;
const generate = (node = 1): Move => ({ move: "generate", node });
const until = (selector: string): Move => ({ move: "until", selector });
const pause = (ms: number): Move => ({ move: "pause", ms });
const click = (selector: string): Move => ({ move: "click", selector });
const turn = (change: { on?: Fault[]; off?: Fault[] }): Move => ({
  move: "lab",
  path: "/lab/fault",
  body: change,
});

const PENDING = until("[data-status=pending]");
const COMPLETED = until("[data-status=completed]");
const PICTURE = until(".node img");
const LIVE = until("[data-live=true]");
const PROJECT: Move = { move: "navigate", path: `/projects/${projects.ada}` };
const AWAY: Move = { move: "navigate", path: "/lab" };
/** With `webhook.held` the provider is done when the moves say so. */
const PROVIDER_DONE = turn({ off: ["webhook.held"] });
/** The project's row has the picture. */
const SAVED: Move = { move: "lab", path: "/lab/wait", body: { step: "U7" } };
const DOWN = turn({ on: ["realtime.restarting"] });
const UP = turn({ off: ["realtime.restarting"] });
const REJOINED = until("[data-realtime=live]");
const LOST = until("[data-realtime=error]");

export const lookAlikes: Template<Fault>[] = [
  { name: "healthy", title: "Everything works", faults: [], expected: COMPLETE },
  {
    name: "healthy-debug",
    title: "Everything works, the triggers add _debug",
    faults: ["db.debug"],
    expected: COMPLETE,
  },
  {
    name: "strict-mode",
    title: "Effects are mounted twice",
    faults: ["client.effects-twice"],
    expected: COMPLETE,
  },
  {
    name: "intentional-leave",
    title: "The user goes to another page when the picture is there",
    faults: [],
    expected: COMPLETE,
    moves: [generate(), PICTURE, click("header a"), until("table")],
  },
  {
    name: "sign-out",
    title: "The user signs out while the job runs",
    faults: ["webhook.held"],
    expected: { kind: "cancelled" },
    moves: [generate(), PENDING, click("[data-testid=sign-out]"), until(".login")],
  },
  {
    name: "hidden-tab",
    title: "The tab is hidden while the job runs",
    faults: [],
    expected: COMPLETE,
    moves: [generate(), { move: "hide" }, pause(3000), { move: "show" }],
  },
  {
    name: "slow-provider",
    title: "The provider thinks for 25 s",
    faults: ["webhook.held"],
    expected: COMPLETE,
    moves: [generate(), pause(25_000), PROVIDER_DONE],
  },
  {
    name: "reload-in-the-middle",
    title: "The page is reloaded while the provider thinks",
    faults: ["webhook.held"],
    expected: COMPLETE,
    moves: [generate(), PENDING, { move: "reload" }, LIVE, PROVIDER_DONE],
  },
  {
    name: "reload-past-the-end",
    title: "The page comes back when all is over",
    faults: [],
    expected: { kind: "rescued" },
    moves: [generate(), PENDING, AWAY, pause(3000), PROJECT, PICTURE],
  },
  {
    name: "token-refresh",
    title: "The token is refreshed while the job runs",
    faults: ["client.refreshes-token", "webhook.held"],
    expected: COMPLETE,
    // A token of the same second would be the same token.
    moves: [pause(1100), generate(), PENDING, pause(1000), PROVIDER_DONE],
  },
  {
    name: "server-restart",
    title: "Realtime restarts while the provider thinks",
    faults: ["webhook.held"],
    expected: COMPLETE,
    moves: [generate(), PENDING, DOWN, LOST, UP, REJOINED, PROVIDER_DONE],
  },
  {
    name: "server-restart-refetch",
    title: "The job ends while Realtime is down, the page asks when it is back",
    faults: ["client.refetches-on-rejoin", "webhook.held"],
    expected: { kind: "rescued", step: "U5", rule: "R61" },
    moves: [generate(), PENDING, DOWN, LOST, PROVIDER_DONE, SAVED, UP, PICTURE],
  },
  {
    name: "server-restart-no-refetch",
    title: "The job ends while Realtime is down, the page does not ask",
    faults: ["webhook.held"],
    expected: { kind: "broken", step: "U5", rule: "R61" },
    moves: [generate(), PENDING, DOWN, LOST, PROVIDER_DONE, SAVED, UP, REJOINED],
  },
  {
    name: "duplicate-delivery",
    title: "Every frame comes twice",
    faults: ["realtime.duplicates"],
    expected: COMPLETE,
  },
  {
    name: "two-jobs-one-node",
    title: "A node is asked twice",
    faults: ["client.generates-twice"],
    expected: { ...COMPLETE, jobs: 2 },
    moves: [generate(), PENDING, pause(200), generate()],
  },
  {
    name: "wrong-order",
    title: "INSERT comes after UPDATE",
    faults: ["realtime.inserts-late"],
    expected: COMPLETE,
  },
  {
    name: "mixed-flows",
    title: "One job of v1, one of v2",
    faults: [],
    flows: ["v1"],
    expected: { ...COMPLETE, jobs: 2 },
    moves: [generate(1), click("[data-testid=flow-v2]"), generate(2)],
  },
  {
    name: "two-hundred-jobs",
    title: "200 jobs at once",
    faults: [],
    expected: { ...COMPLETE, jobs: 200 },
    moves: [
      { move: "lab", path: "/lab/nodes", body: { count: 200 } },
      { move: "reload" },
      LIVE,
      { move: "generate-all" },
    ],
  },
  {
    name: "other-tab",
    title: "The job was begun in another tab",
    faults: ["client.last-tab-leads"],
    expected: COMPLETE,
    moves: [{ move: "second-tab" }, generate()],
  },
  {
    name: "focus-race",
    title: "The window gets the focus while the picture comes",
    faults: ["client.focus-revalidation"],
    expected: COMPLETE,
    moves: [generate(), PENDING, { move: "focus" }, COMPLETED, { move: "focus" }],
  },
  {
    name: "lazy-image",
    title: "The picture waits to be scrolled to",
    faults: ["client.lazy-gallery"],
    expected: { ...COMPLETE, rule: "R68" },
    moves: [generate(20)],
  },
];

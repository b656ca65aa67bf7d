/** What breaks between the completed job and the project's UPDATE on the wire: U7 to U9. */
import type { Template } from "../scenario.ts";
import type { ServerFault } from "./faults.ts";
import { afterJobUpdate, HALF_OPEN, RATE_LIMITED, tokenExpires } from "./moves.ts";

type Verdicts = Required<Pick<Template, "expected" | "probed">>;

const NODE_NOT_WRITTEN: Verdicts = {
  expected: { kind: "broken", between: ["U7", "U9"] },
  probed: { kind: "broken", step: "U7" },
};

/** The project API has the picture. */
const NO_PROJECT_FRAME: Verdicts = {
  expected: { kind: "broken", between: ["U7", "U9"] },
  probed: { kind: "broken", between: ["U8", "U9"] },
};

export const projectTemplates: Template<ServerFault>[] = [
  {
    name: "project-update-missing",
    title: "The project is never updated",
    faults: ["project.update-skipped"],
    ...NODE_NOT_WRITTEN,
  },
  {
    name: "project-node-not-found",
    title: "The node is not found",
    faults: ["project.node-not-found"],
    ...NODE_NOT_WRITTEN,
  },
  {
    name: "project-overwritten-by-autosave",
    title: "An autosave that began earlier takes the picture away",
    faults: ["client.autosave-old-copy", "project-api.slow-autosave"],
    expected: { kind: "broken", step: "U7", rule: "R65" },
  },
  {
    name: "job-without-metadata",
    title: "The job does not say where the picture belongs",
    faults: ["job.no-metadata"],
    expected: { kind: "broken", step: "U7" },
  },
  {
    name: "project-trigger-dropped",
    title: "No trigger on projects",
    faults: ["db.projects-trigger-dropped"],
    ...NO_PROJECT_FRAME,
  },
  {
    name: "project-trigger-disabled",
    title: "The trigger of projects is disabled",
    faults: ["db.projects-trigger-disabled"],
    ...NO_PROJECT_FRAME,
  },
  {
    name: "project-broadcast-raises",
    title: "broadcast_changes raises for the project",
    faults: ["db.broadcast-raises-on-project-update"],
    ...NO_PROJECT_FRAME,
  },
  {
    name: "project-frames-dropped",
    title: "Realtime drops project frames",
    faults: ["realtime.drop-project-frames"],
    ...NO_PROJECT_FRAME,
  },
  {
    name: "project-topic-denied",
    title: "No policy for project topics",
    faults: ["db.policy-denies-projects"],
    expected: { kind: "broken", step: "U9", rule: "R02" },
  },
  {
    name: "project-topic-over-channel-limit",
    title: "Too many channels for the project topic",
    faults: ["realtime.one-channel"],
    expected: { kind: "broken", step: "U9", rule: "R31" },
  },
  {
    name: "token-expires-before-project-update",
    title: "The token is over before the project's UPDATE",
    faults: ["project.held"],
    moves: tokenExpires.afterJobUpdate,
    expected: { kind: "broken", step: "U9", rule: "R04" },
  },
  {
    name: "rate-limited-before-project-update",
    title: "Too many messages before the project's UPDATE",
    faults: ["project.held"],
    moves: afterJobUpdate(RATE_LIMITED),
    expected: { kind: "broken", step: "U9", rule: "R33" },
  },
  {
    name: "half-open-before-project-update",
    title: "The connection is half open after the job's UPDATE",
    faults: ["project.held", "realtime.fast-heartbeat"],
    moves: afterJobUpdate(HALF_OPEN),
    expected: { kind: "broken", step: "U9", rule: "R62" },
  },
  {
    name: "project-update-oversized",
    title: "The project's UPDATE is too big to broadcast",
    faults: ["project.huge-content"],
    expected: { ...NO_PROJECT_FRAME.expected, candidates: ["R19"] },
    probed: { ...NO_PROJECT_FRAME.probed, candidates: ["R19"] },
  },
];

/** What breaks between the click and the job's INSERT on the wire: C1 to C5. */
import type { Expected, Template } from "../scenario.ts";
import type { ServerFault } from "./faults.ts";
import { before, GENERATE, HALF_OPEN, RATE_LIMITED, tokenExpires, turn } from "./moves.ts";

/** What comes later proves the row; the browser cannot say more. */
const NO_INSERT_FRAME: Expected = { kind: "broken", between: ["C3", "C5"] };

export const createTemplates: Template<ServerFault>[] = [
  {
    name: "action-throws",
    title: "The action throws",
    faults: ["action.throws"],
    expected: { kind: "broken", step: "C1" },
  },
  {
    name: "action-error",
    title: "The action answers an error",
    faults: ["action.error"],
    expected: { kind: "broken", step: "C1" },
  },
  {
    name: "action-connection-lost",
    title: "The action's connection is cut",
    faults: ["action.connection-lost"],
    expected: { kind: "broken", step: "C1" },
  },
  {
    name: "action-500",
    title: "The action is answered by a proxy",
    faults: ["action.500"],
    expected: { kind: "broken", step: "C1" },
  },
  {
    name: "action-no-job-id",
    title: "The action answers without a job id",
    faults: ["action.no-job-id"],
    expected: { kind: "broken", step: "C1" },
  },
  {
    name: "insert-swallowed",
    title: "The job is never inserted",
    faults: ["job.insert-swallowed"],
    expected: { kind: "broken", between: ["C2", "C5"] },
    probed: { kind: "broken", step: "C2" },
  },
  {
    name: "job-trigger-dropped",
    title: "No trigger on fal_jobs",
    faults: ["db.fal_jobs-trigger-dropped"],
    expected: NO_INSERT_FRAME,
  },
  {
    name: "job-trigger-disabled",
    title: "The trigger of fal_jobs is disabled",
    faults: ["db.fal_jobs-trigger-disabled"],
    expected: NO_INSERT_FRAME,
  },
  {
    name: "job-insert-trigger-missing",
    title: "The trigger of fal_jobs misses INSERT",
    faults: ["db.fal_jobs-insert-trigger-missing"],
    expected: NO_INSERT_FRAME,
  },
  {
    name: "job-insert-broadcast-raises",
    title: "broadcast_changes raises for the INSERT",
    faults: ["db.broadcast-raises-on-job-insert"],
    expected: NO_INSERT_FRAME,
  },
  {
    name: "partition-missing",
    title: "No partition for today",
    faults: ["db.partition-missing"],
    expected: { kind: "broken", step: "C4", rule: "R59" },
  },
  {
    name: "partition-detached-while-live",
    title: "Today's partition goes away",
    faults: [],
    moves: before([turn({ on: ["db.partition-missing"] })]),
    expected: { kind: "broken", between: ["C2", "C5"], candidates: ["R20"] },
    probed: { kind: "broken", between: ["C3", "C5"], candidates: ["R20"] },
  },
  {
    name: "half-open-before-job",
    title: "The connection is half open",
    faults: ["realtime.fast-heartbeat"],
    moves: before(HALF_OPEN),
    expected: { kind: "broken", step: "C5", rule: "R62" },
  },
  {
    name: "job-topic-denied",
    title: "No policy for job topics",
    faults: ["db.policy-denies-jobs"],
    expected: { kind: "broken", step: "C5", rule: "R02" },
  },
  {
    name: "token-expired-before-job",
    title: "The token is over before the job",
    faults: [],
    moves: tokenExpires.before,
    expected: { kind: "broken", step: "C5", rule: "R04" },
  },
  {
    name: "rate-limited-before-job",
    title: "Too many messages before the job",
    faults: [],
    moves: before(RATE_LIMITED),
    expected: { kind: "broken", step: "C5", rule: "R33" },
  },
  {
    name: "job-topic-over-channel-limit",
    title: "Too many channels for the job topic",
    faults: ["realtime.no-channels"],
    expected: { kind: "broken", step: "C5", rule: "R31" },
  },
  {
    name: "job-insert-oversized",
    title: "The INSERT is too big to broadcast",
    faults: ["project.huge-prompt"],
    moves: [GENERATE],
    expected: { kind: "broken", between: ["C2", "C5"], candidates: ["R19"] },
    probed: { kind: "broken", between: ["C3", "C5"], candidates: ["R19"] },
  },
  {
    name: "job-insert-frame-dropped",
    title: "Realtime drops the INSERT",
    faults: ["realtime.drop-job-insert-frames"],
    expected: NO_INSERT_FRAME,
  },
];

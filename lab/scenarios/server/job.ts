/** What breaks between the provider and the job's UPDATE on the wire: U1 to U5. */
import type { Template } from "../scenario.ts";
import type { ServerFault } from "./faults.ts";
import { afterInsert, HALF_OPEN, LIVE, logged, LOST, RATE_LIMITED } from "./moves.ts";
import { tokenExpires, turn } from "./moves.ts";

type Verdicts = Required<Pick<Template, "expected" | "probed">>;

/** Nothing comes after the INSERT; the job API says at least that the row was not completed. */
const NO_RESULT: Verdicts = {
  expected: { kind: "broken", between: ["U1", "U5"] },
  probed: { kind: "broken", between: ["U1", "U3"] },
};

/**
 * The picture comes with the project, which proves the webhook and the upload. That the job's own row was completed only the
 * job API can tell: a project may be saved although that UPDATE matched no row.
 */
const NO_UPDATE_FRAME: Verdicts = {
  expected: { kind: "broken", between: ["U3", "U5"] },
  probed: { kind: "broken", between: ["U4", "U5"] },
};

export const jobTemplates: Template<ServerFault>[] = [
  {
    name: "webhook-never",
    title: "The provider never calls back",
    faults: ["webhook.never"],
    ...NO_RESULT,
  },
  {
    name: "webhook-bad-signature",
    title: "The webhook is not signed as it should be",
    faults: ["webhook.bad-signature"],
    ...NO_RESULT,
  },
  {
    name: "webhook-fails-after-success",
    title: "A second webhook overwrites the first",
    faults: ["webhook.fails-after-success"],
    expected: { kind: "broken", step: "U1", rule: "R70" },
  },
  {
    name: "webhook-twice",
    title: "The webhook comes twice with the same result",
    faults: ["webhook.twice"],
    expected: { kind: "complete" },
  },
  {
    name: "upload-fails",
    title: "The upload fails",
    faults: ["storage.upload-fails"],
    expected: { kind: "broken", between: ["U1", "U2"] },
  },
  {
    name: "temporary-url-stored",
    title: "The provider's temporary URL is stored",
    faults: ["storage.temporary-url"],
    expected: { kind: "broken", step: "U2", rule: "R66" },
  },
  {
    name: "update-misses",
    title: "The job's UPDATE matches no row",
    faults: ["job.update-misses"],
    ...NO_RESULT,
  },
  {
    name: "job-stays-pending",
    title: "The job's status stays pending",
    faults: ["job.stays-pending"],
    expected: { kind: "broken", step: "U3" },
  },
  {
    name: "job-update-trigger-missing",
    title: "The trigger of fal_jobs misses UPDATE",
    faults: ["db.fal_jobs-update-trigger-missing"],
    ...NO_UPDATE_FRAME,
  },
  {
    name: "job-update-trigger-disabled",
    title: "The trigger for UPDATE is disabled",
    faults: ["db.fal_jobs-update-trigger-disabled"],
    ...NO_UPDATE_FRAME,
  },
  {
    name: "job-update-broadcast-raises",
    title: "broadcast_changes raises for the UPDATE",
    faults: ["db.broadcast-raises-on-job-update"],
    ...NO_UPDATE_FRAME,
  },
  {
    name: "job-update-frame-dropped",
    title: "Realtime drops the UPDATE",
    faults: ["realtime.drop-job-update-frames"],
    ...NO_UPDATE_FRAME,
  },
  {
    name: "socket-down-during-job-update",
    title: "The socket is down while the job is completed",
    faults: ["webhook.held", "project.held"],
    moves: [
      ...afterInsert([turn({ on: ["realtime.down"] }), LOST]),
      logged("U3"),
      turn({ off: ["realtime.down"] }),
      LIVE,
      turn({ off: ["project.held"] }),
    ],
    expected: { kind: "broken", step: "U5", rule: "R08" },
  },
  {
    name: "token-expires-before-job-update",
    title: "The token is over before the UPDATE",
    faults: ["webhook.held"],
    moves: tokenExpires.afterInsert,
    expected: { kind: "broken", step: "U5", rule: "R04" },
  },
  {
    name: "rate-limited-before-job-update",
    title: "Too many messages before the UPDATE",
    faults: ["webhook.held"],
    moves: afterInsert(RATE_LIMITED),
    expected: { kind: "broken", step: "U5", rule: "R33" },
  },
  {
    name: "half-open-before-job-update",
    title: "The connection is half open after the INSERT",
    faults: ["webhook.held", "realtime.fast-heartbeat"],
    moves: afterInsert(HALF_OPEN),
    expected: { kind: "broken", step: "U5", rule: "R62" },
  },
  {
    name: "job-update-oversized",
    title: "The UPDATE is too big to broadcast",
    faults: ["job.huge-input"],
    expected: { ...NO_UPDATE_FRAME.expected, candidates: ["R19"] },
    probed: { ...NO_UPDATE_FRAME.probed, candidates: ["R19"] },
  },
];

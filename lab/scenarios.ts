/** What can be broken, where it really breaks, and what a correct inspector must say of it. Data only. */

export type Where = "server" | "database" | "realtime" | "client";

/** A switch of the lab: off, the lab works as the design intends. */
export const faults = {
  "action.throws": "the server action throws",
  "action.error": "the server action answers {error}",
  "job.insert-swallowed": "the INSERT violates a constraint and the error is swallowed",
  "webhook.never": "the provider never calls the webhook",
  "webhook.bad-signature": "the provider signs with another key",
  "storage.upload-fails": "the upload to the storage fails",
  "job.update-misses": "updateJobWithResult uses a wrong request id: no row matches",
  "project.update-skipped": "updateProjectNode is never called",
  "project-api.500": "the project API fails",
  "project-api.stale": "the project API answers from a cache",
  "image.404": "the storage does not have the file any more",
  "db.debug": "the triggers add _debug to what they send",
  "db.fal_jobs-trigger-dropped": "the trigger of fal_jobs is dropped",
  "db.projects-trigger-dropped": "the trigger of projects is dropped",
  "db.projects-trigger-disabled": "the trigger of projects is disabled",
  "db.policy-denies-projects": "no policy lets anyone read project topics",
  "realtime.drop-project-frames": "Realtime does not deliver project frames",
  "client.public-project": "the client joins the project topic without private: true",
  "client.no-project-subscription": "the client never joins the project topic",
  "client.wrong-project-topic": "the client joins projects:{id} instead of project:{id}",
  "client.jobs-insert-only": "the queue listens to INSERT only",
  "client.project-event-mismatch": "the project handler listens to another event",
  "client.project-handler-throws": "handleProjectUpdate throws",
  "client.project-reads-new": "handleProjectUpdate reads payload.new",
  "client.mutate-wrong-key": "mutate gets the key with a trailing slash",
  "client.mutate-blanks": "mutate(key, undefined, …) as the design has it",
  "client.memo-ignores-image": "the memo comparator of the node ignores the picture",
  "client.focus-revalidation": "SWR asks again when the window gets the focus",
} as const;

export type FaultName = keyof typeof faults;

export interface Expected {
  kind: "complete" | "broken" | "rescued";
  step?: string;
  between?: [string, string];
  rule?: string;
}

export interface Scenario {
  name: string;
  title: string;
  flow: "v1" | "v2";
  faults: FaultName[];
  expected: Expected;
}

type Template = Omit<Scenario, "flow">;

const templates: Template[] = [
  { name: "healthy", title: "Everything works", faults: [], expected: { kind: "complete" } },
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
    name: "insert-swallowed",
    title: "The job is never inserted",
    faults: ["job.insert-swallowed"],
    expected: { kind: "broken", between: ["C2", "C5"] },
  },
  {
    name: "job-trigger-dropped",
    title: "No trigger on fal_jobs",
    faults: ["db.fal_jobs-trigger-dropped"],
    expected: { kind: "broken", between: ["C2", "C5"] },
  },
  {
    name: "webhook-never",
    title: "The provider never calls back",
    faults: ["webhook.never"],
    expected: { kind: "broken", between: ["U1", "U5"] },
  },
  {
    name: "webhook-bad-signature",
    title: "The webhook is not signed as it should be",
    faults: ["webhook.bad-signature"],
    expected: { kind: "broken", between: ["U1", "U5"] },
  },
  {
    name: "upload-fails",
    title: "The upload fails",
    faults: ["storage.upload-fails"],
    expected: { kind: "broken", between: ["U1", "U2"] },
  },
  {
    name: "update-misses",
    title: "The job's UPDATE matches no row",
    faults: ["job.update-misses"],
    expected: { kind: "broken", between: ["U1", "U5"] },
  },
  {
    name: "insert-only",
    title: "The queue listens to INSERT only",
    faults: ["client.jobs-insert-only"],
    expected: { kind: "broken", step: "U6", rule: "R05" },
  },
  {
    name: "project-update-missing",
    title: "The project is never updated",
    faults: ["project.update-skipped"],
    expected: { kind: "broken", between: ["U7", "U9"] },
  },
  {
    name: "project-trigger-dropped",
    title: "No trigger on projects",
    faults: ["db.projects-trigger-dropped"],
    expected: { kind: "broken", between: ["U7", "U9"] },
  },
  {
    name: "project-frames-dropped",
    title: "Realtime drops project frames",
    faults: ["realtime.drop-project-frames"],
    expected: { kind: "broken", between: ["U7", "U9"] },
  },
  {
    name: "public-project-join",
    title: "Public join of the private project topic",
    faults: ["client.public-project"],
    expected: { kind: "broken", step: "U9", rule: "R01" },
  },
  {
    name: "project-topic-denied",
    title: "No policy for project topics",
    faults: ["db.policy-denies-projects"],
    expected: { kind: "broken", step: "U9", rule: "R02" },
  },
  {
    name: "wrong-project-topic",
    title: "Another topic name",
    faults: ["client.wrong-project-topic"],
    expected: { kind: "broken", step: "U9", rule: "R07" },
  },
  {
    name: "no-project-subscription",
    title: "The project topic is never joined",
    faults: ["client.no-project-subscription"],
    expected: { kind: "broken", step: "U10", rule: "R08" },
  },
  {
    name: "project-event-mismatch",
    title: "The handler listens to another event",
    faults: ["client.project-event-mismatch"],
    expected: { kind: "broken", step: "U10", rule: "R05" },
  },
  {
    name: "project-handler-throws",
    title: "The handler throws",
    faults: ["client.project-handler-throws"],
    expected: { kind: "broken", step: "U10", rule: "R46" },
  },
  {
    name: "project-reads-new",
    title: "The handler reads payload.new",
    faults: ["client.project-reads-new"],
    expected: { kind: "broken", step: "U10", rule: "R06" },
  },
  {
    name: "mutate-wrong-key",
    title: "mutate with another key",
    faults: ["client.mutate-wrong-key"],
    expected: { kind: "broken", step: "U11", rule: "R10" },
  },
  {
    name: "project-api-500",
    title: "The project API fails",
    faults: ["project-api.500"],
    expected: { kind: "broken", step: "U11" },
  },
  {
    name: "project-api-stale",
    title: "The project API answers old data",
    faults: ["project-api.stale"],
    expected: { kind: "broken", step: "U11", rule: "R13" },
  },
  {
    name: "mutate-blanks",
    title: "mutate(key, undefined) empties the cache first",
    faults: ["client.mutate-blanks"],
    expected: { kind: "complete", rule: "R12" },
  },
  {
    name: "image-404",
    title: "The picture is gone",
    faults: ["image.404"],
    expected: { kind: "broken", step: "U12", rule: "R67" },
  },
  {
    name: "memo-ignores-image",
    title: "The node does not render the new picture",
    faults: ["client.memo-ignores-image"],
    expected: { kind: "broken", step: "U12", rule: "R69" },
  },
];

const inFlow =
  (flow: "v1" | "v2") =>
  (template: Template): Scenario => ({
    ...template,
    name: `${template.name}-${flow}`,
    flow,
  });

/** Every template in both flows, and the healthy one with the triggers' `_debug`. */
export const scenarios: Scenario[] = [
  ...templates.map(inFlow("v1")),
  ...templates.map(inFlow("v2")),
  {
    name: "healthy-v1-debug",
    title: "Everything works, the triggers add _debug",
    flow: "v1",
    faults: ["db.debug"],
    expected: { kind: "complete" },
  },
];

/** The scenario of that name, or undefined. */
export const findScenario = (name: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.name === name);

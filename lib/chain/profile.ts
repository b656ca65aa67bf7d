/**
 * A profile says what the two chains are called in one app: its tables, topics, keys and paths. It is data, so another
 * app is another object. The steps themselves never change: their ids stand in traces, in the panel and in tests.
 */

export type Place = "browser" | "server" | "database" | "wire";

/** The fixed slots. Position is identity: the order here is the order on screen. */
export const CREATE_STEPS = ["C1", "C2", "C3", "C4", "C5", "C6", "C7"] as const;
export const UPDATE_STEPS = [
  "U1",
  "U2",
  "U3",
  "U4",
  "U5",
  "U6",
  "U7",
  "U8",
  "U9",
  "U10",
  "U11",
  "U12",
] as const;
export const STEPS = [...CREATE_STEPS, ...UPDATE_STEPS] as const;
export type StepId = (typeof STEPS)[number];

/** What one rung shows: its words, where it happens, the code that does it, and the budget of the hop before it, in ms. */
interface Step {
  id: StepId;
  chain: "create" | "update";
  /** Two or three words: "Project frame". */
  name: string;
  /** The same with its article, for a sentence: "the project frame". */
  noun: string;
  where: Place;
  /** The code that does it, with `{user}`, `{project}` left to fill. */
  code: string;
  /** How long this hop may take after the step before it, in ms, before it is late. Over `budget * 2` it is missing. */
  budget: number;
}

export interface Profile {
  name: string;
  /** Tables whose rows are jobs and projects. */
  jobTable: string;
  projectTables: string[];
  /** Topics without `realtime:`. */
  jobTopic: string;
  projectTopic: string;
  /** SWR key and API path of a project; API path of a job. */
  projectKey: string;
  projectPath: string;
  jobPath: string;
  /** Parts of addresses that only the provider's temporary files have. */
  providerUrls: string[];
  /** A server action is a job's creation when its first argument has all of these fields. */
  actionArguments: string[];
  steps: Record<StepId, Step>;
}

/**
 * How long after a step became missing something may still tell why, ms: a dead socket shows only when the client's
 * heartbeats stay unanswered, twice 25 s and some.
 */
export const AFTERMATH_MS = 60_000;

const step = (
  id: StepId,
  name: string,
  noun: string,
  where: Place,
  code: string,
  budget: number,
): Step => ({
  id,
  chain: id.startsWith("C") ? "create" : "update",
  name,
  noun,
  where,
  code,
  budget,
});

const steps: Step[] = [
  step("C1", "Action called", "the action", "browser", "generateImageAction", 10_000),
  step("C2", "Job inserted", "the job's row", "server", "{jobTable} INSERT", 3_000),
  step("C3", "Job trigger", "the job trigger", "database", "{jobTable}_broadcast_trigger", 1_000),
  step("C4", "Job broadcast", "the job broadcast", "database", "broadcast_changes INSERT", 1_000),
  step("C5", "Job frame", "the job frame", "wire", "{jobTopic}", 2_000),
  step("C6", "Job handler", "the job handler", "browser", "handleJobUpdate", 1_000),
  step("C7", "Job in queue", "the job in the queue", "browser", "<QueueItem>", 1_000),
  step("U1", "Webhook", "the webhook", "server", "POST /api/webhooks/kie", 20_000),
  step("U2", "Image stored", "the stored image", "server", "uploadImageToStorage", 5_000),
  step("U3", "Job completed", "the completed job", "server", "{jobTable} UPDATE", 3_000),
  step("U4", "Job trigger", "the job trigger", "database", "{jobTable}_broadcast_trigger", 1_000),
  step("U5", "Job frame", "the job frame", "wire", "{jobTopic}", 2_000),
  step("U6", "Job handler", "the job handler", "browser", "handleJobUpdate", 1_000),
  step("U7", "Project saved", "the saved project", "server", "projects UPDATE", 2_000),
  step(
    "U8",
    "Project trigger",
    "the project trigger",
    "database",
    "projects_broadcast_trigger",
    500,
  ),
  step("U9", "Project frame", "the project frame", "wire", "{projectTopic}", 1_500),
  step("U10", "Project handler", "the project handler", "browser", "handleProjectUpdate", 1_000),
  step("U11", "Revalidation", "the revalidation", "browser", "mutate {projectKey}", 3_000),
  step("U12", "Image visible", "the visible image", "browser", "<ImageNode>", 3_000),
];

/** The built-in profile: the image generation app of the design, v1 and v2. */
export const imageProfile: Profile = {
  name: "image generation",
  jobTable: "fal_jobs",
  projectTables: ["projects", "project"],
  jobTopic: "fal_jobs:{user}",
  projectTopic: "project:{project}",
  projectKey: "/api/projects/{project}",
  projectPath: "/api/projects/{project}",
  jobPath: "/api/fal-jobs/{request}",
  providerUrls: ["/provider/", "tempfile.", "kie.ai", "fal.media", "replicate.delivery"],
  actionArguments: ["prompt", "projectId"],
  steps: Object.fromEntries(steps.map((s) => [s.id, s])) as Record<StepId, Step>,
};

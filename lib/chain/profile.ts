import { both, type Text } from "./text.ts";

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
  name: Text;
  /** The same with its article, for a sentence: "the project frame". */
  noun: Text;
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
  /** The app's own file for a step, in each flow. */
  files: Partial<Record<StepId, { v1: string; v2: string }>>;
  /** What Realtime refuses to deliver, in bytes: the smallest and the largest limit of the plans. */
  payloadLimits: [number, number];
}

/** Budgets in ms that replace those of a profile: learned from healthy jobs, or set by hand. */
export type Budgets = Partial<Record<StepId, number>>;

/** The profile with other budgets. */
export const withBudgets = (profile: Profile, budgets: Budgets): Profile => ({
  ...profile,
  steps: Object.fromEntries(
    STEPS.map((id) => [
      id,
      { ...profile.steps[id], budget: budgets[id] ?? profile.steps[id].budget },
    ]),
  ) as Record<StepId, Step>,
});

/**
 * How long after a step became missing something may still tell why, ms: a dead socket shows only when the client's
 * heartbeats stay unanswered, twice 25 s and some.
 */
export const AFTERMATH_MS = 60_000;

const step = (
  id: StepId,
  name: Text,
  noun: Text,
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

const jobTrigger = [
  both("Job trigger", "Trigger do job"),
  both("the job trigger", "o trigger do job"),
] as const;
const jobFrame = [
  both("Job frame", "Frame do job"),
  both("the job frame", "o frame do job"),
] as const;
const jobHandler = [
  both("Job handler", "Handler do job"),
  both("the job handler", "o handler do job"),
] as const;

const steps: Step[] = [
  step(
    "C1",
    both("Action called", "Ação chamada"),
    both("the action", "a ação"),
    "browser",
    "generateImageAction",
    10_000,
  ),
  step(
    "C2",
    both("Job inserted", "Job inserido"),
    both("the job's row", "a linha do job"),
    "server",
    "{jobTable} INSERT",
    3_000,
  ),
  step("C3", ...jobTrigger, "database", "{jobTable}_broadcast_trigger", 1_000),
  step(
    "C4",
    both("Job broadcast", "Broadcast do job"),
    both("the job broadcast", "o broadcast do job"),
    "database",
    "broadcast_changes INSERT",
    1_000,
  ),
  step("C5", ...jobFrame, "wire", "{jobTopic}", 2_000),
  step("C6", ...jobHandler, "browser", "handleJobUpdate", 1_000),
  step(
    "C7",
    both("Job in queue", "Job na fila"),
    both("the job in the queue", "o job na fila"),
    "browser",
    "<QueueItem>",
    1_000,
  ),
  step(
    "U1",
    "Webhook",
    both("the webhook", "o webhook"),
    "server",
    "POST /api/webhooks/kie",
    20_000,
  ),
  step(
    "U2",
    both("Image stored", "Imagem guardada"),
    both("the stored image", "a imagem guardada"),
    "server",
    "uploadImageToStorage",
    5_000,
  ),
  step(
    "U3",
    both("Job completed", "Job concluído"),
    both("the completed job", "o job concluído"),
    "server",
    "{jobTable} UPDATE",
    3_000,
  ),
  step("U4", ...jobTrigger, "database", "{jobTable}_broadcast_trigger", 1_000),
  step("U5", ...jobFrame, "wire", "{jobTopic}", 2_000),
  step("U6", ...jobHandler, "browser", "handleJobUpdate", 1_000),
  step(
    "U7",
    both("Project saved", "Projeto salvo"),
    both("the saved project", "o projeto salvo"),
    "server",
    "projects UPDATE",
    2_000,
  ),
  step(
    "U8",
    both("Project trigger", "Trigger do projeto"),
    both("the project trigger", "o trigger do projeto"),
    "database",
    "projects_broadcast_trigger",
    500,
  ),
  step(
    "U9",
    both("Project frame", "Frame do projeto"),
    both("the project frame", "o frame do projeto"),
    "wire",
    "{projectTopic}",
    1_500,
  ),
  step(
    "U10",
    both("Project handler", "Handler do projeto"),
    both("the project handler", "o handler do projeto"),
    "browser",
    "handleProjectUpdate",
    1_000,
  ),
  step(
    "U11",
    both("Revalidation", "Revalidação"),
    both("the revalidation", "a revalidação"),
    "browser",
    "mutate {projectKey}",
    3_000,
  ),
  step(
    "U12",
    both("Image visible", "Imagem visível"),
    both("the visible image", "a imagem visível"),
    "browser",
    "<ImageNode>",
    3_000,
  ),
];

const same = (file: string) => ({ v1: file, v2: file });
const webhook = {
  v1: "app/api/webhooks/kie/route.ts",
  v2: "lib/webhooks/image-webhook-handler.ts",
};

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
  steps: Object.fromEntries(steps.map((each) => [each.id, each])) as Record<StepId, Step>,
  files: {
    C1: { v1: "app/actions/image/create.ts", v2: "app/actions/image/create.v2.ts" },
    C2: { v1: "app/actions/image/create.ts", v2: "app/actions/image/create.v2.ts" },
    C6: same("hooks/use-queue-monitor.ts"),
    C7: same("hooks/use-queue-monitor.ts"),
    U1: { v1: "app/api/webhooks/kie/route.ts", v2: "app/api/webhooks/kie/route.v2.ts" },
    U2: webhook,
    U3: webhook,
    U6: same("hooks/use-queue-monitor.ts"),
    U7: webhook,
    U10: same("hooks/use-project-realtime.ts"),
    U11: same("hooks/use-project-realtime.ts"),
  },
  payloadLimits: [256_000, 3_000_000],
};

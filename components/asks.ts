import type { Job } from "../lib/chain/job.ts";
import type { Profile, StepId } from "../lib/chain/profile.ts";
import { stepOf, verdictStep } from "./filter.ts";
import type { Words } from "./words-en.ts";

/** What can be asked about a job now, or the word that says why nothing can. */
export type Askable<T> = { asks: T } | { because: keyof Words };

/** Where a job breaks, first step first: only there an answer can move the verdict. */
const ABOUT_JOB: ReadonlySet<StepId> = new Set(["C2", "C3", "C4", "C5", "U1", "U2", "U3"]);
const ABOUT_PROJECT: ReadonlySet<StepId> = new Set(["U7", "U8", "U9"]);
const JOINED: ReadonlySet<StepId> = new Set(["C5", "U5", "U9"]);

/** The GETs that can narrow a job's verdict. */
export function getsOf(job: Job, profile: Profile): Askable<{ question: string; path: string }[]> {
  if (!isOpen(job)) return { because: "askNothingMissing" };
  const { step, between } = job.verdict;
  const from = between?.[0] ?? step;
  const isJob = from !== undefined && ABOUT_JOB.has(from);
  if (!isJob && !(from && ABOUT_PROJECT.has(from))) return { because: "askNoAnswer" };
  const [subject, template, id] = isJob
    ? (["job", profile.jobPath, job.requestId] as const)
    : (["project", profile.projectPath, job.projectId] as const);
  // A path that its id leads elsewhere is not asked.
  if (id === undefined || /^\.*$/.test(id)) return { because: "askNoId" };
  const path = template.replace(/\{\w+\}/, () => encodeURIComponent(id));
  return { asks: [{ question: `${subject} ${id}`, path }] };
}

/** What a join asks: a topic, of one of the servers that the page is connected to. */
interface Join {
  topic: string;
  hosts: readonly string[];
}

/** The join that can tell more about a job's verdict; undefined where no topic carries the step. */
export function joinOf(
  job: Job,
  profile: Profile,
  hosts: readonly string[],
): Askable<Join> | undefined {
  const step = stepOf(job.verdict);
  if (!step || !JOINED.has(step)) return undefined;
  if (!isOpen(job)) return { because: "askNothingMissing" };
  const topics = topicsOf(job, profile);
  const topic = step === "U9" ? topics.project : topics.job;
  if (topic === undefined) return { because: "askNoId" };
  return hosts.length === 0 ? { because: "askNoHost" } : { asks: { topic, hosts } };
}

/** The host of `url` if it is none of those that the person was shown. */
export function strangerOf(url: string, hosts: readonly string[]): string | undefined {
  const { host } = new URL(url);
  return hosts.includes(host) ? undefined : host;
}

/** The topics that carry a job, as far as their ids are known. */
export function topicsOf({ userId, projectId }: Job, profile: Profile) {
  const named = (template: string, id: string | undefined) =>
    id === undefined ? undefined : template.replace(/\{\w+\}/, () => id);
  return {
    job: named(profile.jobTopic, userId),
    project: named(profile.projectTopic, projectId),
  };
}

const isOpen = (job: Job): boolean =>
  job.verdict.kind === "broken" ||
  (job.verdict.kind === "running" && verdictStep(job)?.status === "late");

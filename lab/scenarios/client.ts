/** Faults of the page, and the scenarios that they make. */
import { jobsTemplates } from "./client/jobs.ts";
import { pictureTemplates } from "./client/picture.ts";
import { projectTemplates } from "./client/project.ts";
import type { Template } from "./scenario.ts";

const jobsFaults = {
  "client.jobs-public": "the client joins the jobs topic without private: true",
  "client.jobs-wrong-topic": "the client joins fal-jobs:{id} instead of fal_jobs:{id}",
  "client.jobs-anon": "the client joins the jobs topic before it has the session's token",
  "client.no-jobs-subscription": "the client never joins the jobs topic",
  "client.jobs-gap":
    "the client leaves the jobs topic on Generate and joins when the action answers",
  "client.jobs-storm": "an effect of the queue depends on what it changes: it leaves and joins",
  "client.jobs-event-mismatch": "the queue listens to other events",
  "client.jobs-handler-throws": "handleJobUpdate throws",
  "client.jobs-reads-new": "handleJobUpdate reads payload.new",
  "client.jobs-second-subscriber": "another component subscribed to the jobs topic before",
  "client.jobs-mutated-in-place": "the queue sets the same array again",
  "client.queue-filters": "the queue shows only jobs that have a modelId; the rows have a model_id",
  "client.queue-unmounts": "the queue is unmounted on Generate, its channel is not",
  "client.jobs-insert-only": "the queue listens to INSERT only",
  "client.jobs-update-throws": "handleJobUpdate throws on UPDATE",
  "client.jobs-update-reads-new": "handleJobUpdate reads payload.new on UPDATE",
  "client.jobs-update-gap": "the client leaves the jobs topic after the INSERT",
  "client.jobs-update-second-subscriber": "another component subscribed before, for INSERT",
  "client.resubscribes-on-jobs": "the subscription's effect depends on the list of jobs",
};

const projectFaults = {
  "client.project-public": "the client joins the project topic without private: true",
  "client.project-wrong-topic": "the client joins projects:{id} instead of project:{id}",
  "client.project-anon": "the client joins the project topic before it has the session's token",
  "client.no-project-subscription": "the client never joins the project topic",
  "client.project-gap":
    "the client leaves the project topic and joins it 3 s after the job is done",
  "client.project-storm":
    "an effect of the project depends on what it changes: it leaves and joins",
  "client.project-event-mismatch": "the project handler listens to another event",
  "client.project-handler-throws": "handleProjectUpdate throws",
  "client.project-reads-new": "handleProjectUpdate reads payload.new",
  "client.project-second-subscriber": "another component subscribed to the project topic before",
  "client.project-stale-closure": "handleProjectUpdate updates a project that was open before",
};

const pictureFaults = {
  "client.mutate-wrong-key": "mutate gets the key with a trailing slash",
  "client.mutate-array-key": "mutate gets an array, the hook has a string",
  "client.own-cache": "the page has an SWR cache of its own",
  "client.mutate-imported": "the handler calls the imported mutate",
  "client.loads-without-swr": "the project is loaded by an effect: no hook has its key",
  "client.mutate-blanks": "mutate(key, undefined, …) as the design has it",
  "client.refreshes-by-focus": "the handler asks by a focus event, within dedupingInterval",
  "client.mutate-discards": "a mutate with data overlaps the request of the first",
  "client.first-hook-has-no-fetcher": "the first hook of the key has no fetcher",
  "client.mutate-storm": "five mutates of one frame",
  "client.no-mutate": "the handler never calls mutate",
  "client.memo-ignores-image": "the memo comparator of the node ignores the picture",
  "client.node-reads-other-field": "the node shows data.preview",
  "client.editor-writes-back": "an editor writes an old copy of the project into the cache",
  "client.focus-revalidation": "SWR asks again when the window gets the focus",
  "client.polls": "the page polls the job, as the design does, and mutates the default cache",
};

export const clientFaults = { ...jobsFaults, ...projectFaults, ...pictureFaults } as const;

export const clientTemplates: Template<keyof typeof clientFaults | "project-api.500">[] = [
  ...jobsTemplates,
  ...projectTemplates,
  ...pictureTemplates,
];

import type { Job } from "../../lib/chain/job.ts";
import { prefixOf } from "../../lib/chain/names.ts";
import type { Profile } from "../../lib/chain/profile.ts";
import { topicsOf } from "../asks.ts";

/** So many of the newest jobs are offered. */
const MOST_JOBS = 5;

/** What a person may want a value to be, by its name: the app's own topics, jobs, addresses and keys. */
export function suggestionsOf(jobs: readonly Job[], profile: Profile): Record<string, string[]> {
  const recent = jobs.slice(-MOST_JOBS).toReversed();
  const topics = recent.flatMap((job) => Object.values(topicsOf(job, profile)));
  const { jobTopic, projectTopic, jobPath, projectPath, projectKey } = profile;
  const unique = (all: readonly (string | undefined)[]) => [
    ...new Set(all.filter((each) => each !== undefined)),
  ];
  return {
    topic: unique([prefixOf(projectTopic), prefixOf(jobTopic), ...topics]),
    event: ["INSERT", "UPDATE", "DELETE"],
    job: unique(recent.map(({ id }) => id)),
    url: unique([prefixOf(projectPath), prefixOf(jobPath)]),
    key: unique([prefixOf(projectKey)]),
  };
}

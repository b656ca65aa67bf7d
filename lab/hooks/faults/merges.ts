import type { QueueJob } from "../use-queue-monitor.ts";
import type { Table } from "./pick.ts";

type Merge = (jobs: QueueJob[], record: QueueJob) => QueueJob[];

/** The newest first. A job that is over does not begin again because an older message comes late. */
export const merge: Merge = (jobs, record) => {
  const known = jobs.find(({ id }) => id === record.id);
  if (!known) return [record, ...jobs];
  if (record.status === "pending") return jobs;
  return jobs.map((job) => (job === known ? record : job));
};

/** The same array again: React sees no difference. */
const mergeInPlace: Merge = (jobs, record) => {
  const index = jobs.findIndex(({ id }) => id === record.id);
  if (index < 0) jobs.unshift(record);
  else jobs[index] = record;
  return jobs;
};

export const merges: Table<Merge> = { "client.jobs-mutated-in-place": mergeInPlace };

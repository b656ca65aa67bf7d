import type { Job } from "../../lib/chain/job.ts";
import { compareJobs, compareTraces, type Comparison } from "../../lib/export/compare.ts";

/**
 * All jobs of both, or with `ids`, "3f2a,9bc1", the one of A whose id begins so and the one of B; undefined when either is
 * missing.
 */
export function comparisonOf(
  a: readonly Job[],
  b: readonly Job[],
  ids: string | undefined,
): Comparison | undefined {
  if (ids === undefined) return compareTraces(a, b);
  const [first = "", second = first] = ids.split(",");
  const [jobA, jobB] = [find(a, first), find(b, second)];
  return jobA && jobB && { pairs: [compareJobs(jobA, jobB)], onlyA: [], onlyB: [] };
}

const find = (jobs: readonly Job[], id: string) => jobs.find((job) => job.id.startsWith(id.trim()));

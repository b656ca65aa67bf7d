"use client";

import type { QueueJob } from "../hooks/use-queue-monitor.ts";

function QueueItem({ job }: { job: QueueJob }) {
  return (
    <li data-job-id={job.id} data-status={job.status}>
      <span title={job.input.prompt}>{job.input.prompt}</span>
      <em title={job.error ?? undefined}>{job.status}</em>
    </li>
  );
}

export function Queue({ jobs }: { jobs: QueueJob[] }) {
  return (
    <aside className="queue">
      <h2>Queue</h2>
      {jobs.length === 0 && <p>No job yet. Generate an image to see one.</p>}
      <ul>
        {jobs.map((job) => (
          <QueueItem key={job.id} job={job} />
        ))}
      </ul>
    </aside>
  );
}

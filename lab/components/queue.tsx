"use client";

import { memo, useEffect } from "react";
import { useQueueMonitor, type QueueJob } from "../hooks/use-queue-monitor.ts";
import type { Stages } from "../hooks/stages.ts";
import type { Clients, Link } from "../hooks/use-realtime-subscription.ts";
import type { FaultName } from "../scenarios.ts";

function QueueItem({ job }: { job: QueueJob }) {
  return (
    <li data-job-id={job.id} data-status={job.status}>
      <span title={job.input.prompt}>{job.input.prompt}</span>
      <em title={job.error ?? undefined}>{job.status}</em>
    </li>
  );
}

/** The rows are snake_case, the design's types are not: no job has a `modelId`. */
const hasModel = (job: QueueJob): boolean => "modelId" in job;
const isJob = (): boolean => true;

const QueueList = memo(function QueueList({
  jobs,
  isShown,
}: {
  jobs: QueueJob[];
  isShown: (job: QueueJob) => boolean;
}) {
  const shown = jobs.filter(isShown);
  return (
    <>
      {shown.length === 0 && <p>No job yet. Generate an image to see one.</p>}
      <ul>
        {shown.map((job) => (
          <QueueItem key={job.id} job={job} />
        ))}
      </ul>
    </>
  );
});

interface Props {
  clients: Clients;
  userId: string;
  stages: Stages;
  faults: readonly FaultName[];
  onLink: (link: Link) => void;
}

/** The user's jobs, and the subscription that they come by. */
export function Queue({ clients, userId, stages, faults, onLink }: Props) {
  const { jobs, link } = useQueueMonitor(clients, userId, stages, faults);
  const { settled, error } = link;
  useEffect(() => onLink({ settled, error }), [onLink, settled, error]);
  return (
    <aside className="queue">
      <h2>Queue</h2>
      <QueueList jobs={jobs} isShown={faults.includes("client.queue-filters") ? hasModel : isJob} />
    </aside>
  );
}

/** The queue put aside. */
export function QueueTab({ onOpen }: { onOpen: () => void }) {
  return (
    <aside className="queue" data-collapsed>
      <button type="button" onClick={onOpen}>
        Queue
      </button>
    </aside>
  );
}

"use client";

import { useCallback, useMemo, useState } from "react";
import type { FaultName } from "../scenarios.ts";
import { jobReaders, jobTraps } from "./faults/handlers.ts";
import { merge, merges } from "./faults/merges.ts";
import { pick } from "./faults/pick.ts";
import { subscriptionOf } from "./faults/subscriptions.ts";
import { readBroadcast, type Message } from "./message.ts";
import type { Stages } from "./stages.ts";
import { useRealtimeSubscription, type Clients } from "./use-realtime-subscription.ts";

export interface QueueJob {
  id: string;
  request_id: string;
  status: "pending" | "completed" | "failed";
  input: { prompt: string; _metadata: { nodeId: string } };
  error: string | null;
  result: { images: { url: string }[] } | null;
}

const allow = (): void => undefined;

/** The user's jobs as Realtime tells them, newest first. */
export function useQueueMonitor(
  clients: Clients,
  userId: string,
  stages: Stages,
  faults: readonly FaultName[],
) {
  const [jobs, setJobs] = useState<QueueJob[]>([]);

  const handleJobUpdate = useCallback(
    (message: Message) => {
      const { operation, record, old } = pick(jobReaders, faults, readBroadcast)<QueueJob>(message);
      console.log("[REALTIME] Job update received:", {
        timestamp: new Date().toISOString(),
        userId,
        type: operation,
        jobId: record?.id ?? old?.id,
        oldStatus: old?.status,
        newStatus: record?.status,
        hasNew: record !== null && record !== undefined,
        hasOld: old !== null && old !== undefined,
      });
      pick(jobTraps, faults, allow)(message);
      if (!record) return;
      setJobs((before) => pick(merges, faults, merge)(before, record));
      void stages.announce(record.status === "pending" ? "inserted" : "completed");
    },
    [userId, stages, faults],
  );

  // The design's own: an effect that depends on what its handler changes.
  const again = faults.includes("client.resubscribes-on-jobs") ? jobs : null;
  const subscription = useMemo(
    () =>
      subscriptionOf(
        "jobs",
        { topic: `fal_jobs:${userId}`, events: ["INSERT", "UPDATE"], isPrivate: true },
        faults,
      ),
    // oxlint-disable-next-line react/exhaustive-deps -- `again` is there to make another one.
    [userId, faults, again],
  );
  const link = useRealtimeSubscription({
    clients,
    stages,
    subscription,
    name: "handleJobUpdate",
    onMessage: handleJobUpdate,
  });
  return { jobs, link };
}

"use client";

import type { SupabaseClient } from "@supabase/supabase-js";
import { useCallback, useState } from "react";
import type { FaultName } from "../scenarios.ts";
import { useRealtimeSubscription, type Message } from "./use-realtime-subscription.ts";

export interface QueueJob {
  id: string;
  request_id: string;
  status: "pending" | "completed" | "failed";
  input: { prompt: string; _metadata: { nodeId: string } };
  error: string | null;
  result: { images: { url: string }[] } | null;
}

interface Change {
  operation: string;
  record: QueueJob | null;
  old_record: QueueJob | null;
}

/** The user's jobs as Realtime tells them, newest first. */
export function useQueueMonitor(
  client: SupabaseClient,
  userId: string,
  faults: readonly FaultName[],
) {
  const [jobs, setJobs] = useState<QueueJob[]>([]);

  const handleJobUpdate = useCallback(
    (message: Message) => {
      const { operation, record, old_record } = message.payload as unknown as Change;
      console.log("[REALTIME] Job update received:", {
        timestamp: new Date().toISOString(),
        userId,
        type: operation,
        jobId: record?.id ?? old_record?.id,
        oldStatus: old_record?.status,
        newStatus: record?.status,
        hasNew: record !== null && record !== undefined,
        hasOld: old_record !== null && old_record !== undefined,
      });
      if (!record) return;
      setJobs((before) => {
        const known = before.some((job) => job.id === record.id);
        return known
          ? before.map((job) => (job.id === record.id ? record : job))
          : [record, ...before];
      });
    },
    [userId],
  );

  const subscription = useRealtimeSubscription({
    client,
    topic: `fal_jobs:${userId}`,
    events: faults.includes("client.jobs-insert-only") ? ["INSERT"] : ["INSERT", "UPDATE"],
    isPrivate: true,
    name: "handleJobUpdate",
    onMessage: handleJobUpdate,
  });
  return { jobs, ...subscription };
}

"use client";

import type { SupabaseClient } from "@supabase/supabase-js";
import { useCallback } from "react";
import { useSWRConfig } from "swr";
import type { FaultName } from "../scenarios.ts";
import { useRealtimeSubscription, type Message } from "./use-realtime-subscription.ts";

/** Asks for the project again whenever the database says that it changed. */
export function useProjectRealtime(
  client: SupabaseClient,
  projectId: string,
  faults: readonly FaultName[],
) {
  const { mutate } = useSWRConfig();
  const has = (fault: FaultName) => faults.includes(fault);
  const readsNew = has("client.project-reads-new");
  const throws = has("client.project-handler-throws");
  const blanks = has("client.mutate-blanks");
  const slash = has("client.mutate-wrong-key") ? "/" : "";

  const handleProjectUpdate = useCallback(
    (message: Message) => {
      const row = readsNew
        ? (message as unknown as { new?: object }).new
        : message.payload["record"];
      console.log("[REALTIME] Project update received:", {
        timestamp: new Date().toISOString(),
        projectId,
        type: message.payload["operation"],
        hasNew: Boolean(row),
      });
      if (throws) throw new TypeError("Cannot read properties of undefined (reading 'nodes')");
      if (!row) return;
      const cacheKey = `/api/projects/${projectId}${slash}`;
      console.log("[REALTIME] Calling mutate() for project:", { projectId, cacheKey });
      if (blanks) void mutate(cacheKey, undefined, { revalidate: true });
      else void mutate(cacheKey);
      console.log("[REALTIME] mutate() called successfully:", { projectId });
    },
    [projectId, mutate, readsNew, throws, blanks, slash],
  );

  const topic = has("client.wrong-project-topic")
    ? `projects:${projectId}`
    : `project:${projectId}`;
  return useRealtimeSubscription({
    client,
    topic: has("client.no-project-subscription") ? null : topic,
    events: has("client.project-event-mismatch") ? ["PROJECT_UPDATED"] : ["UPDATE"],
    // Anyone may join a public topic; nothing private comes there.
    isPrivate: !has("client.public-project") && !has("client.wrong-project-topic"),
    name: "handleProjectUpdate",
    onMessage: handleProjectUpdate,
  });
}

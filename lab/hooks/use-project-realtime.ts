"use client";

import { useCallback, useMemo } from "react";
import { useSWRConfig } from "swr";
import type { FaultName } from "../scenarios.ts";
import { projectReaders, projectTraps } from "./faults/handlers.ts";
import { pick } from "./faults/pick.ts";
import { refresh, refreshers } from "./faults/refreshers.ts";
import { subscriptionOf } from "./faults/subscriptions.ts";
import { readBroadcast, type Message } from "./message.ts";
import type { Stages } from "./stages.ts";
import { keyOf } from "./use-project.ts";
import { useRealtimeSubscription, type Clients, type Link } from "./use-realtime-subscription.ts";

const allow = (): void => undefined;

/** Asks for the project again whenever the database says that it changed. */
export function useProjectRealtime(
  clients: Clients,
  projectId: string,
  stages: Stages,
  faults: readonly FaultName[],
): Link {
  const { mutate } = useSWRConfig();

  const handleProjectUpdate = useCallback(
    (message: Message) => {
      const { operation, record } = pick(projectReaders, faults, readBroadcast)<object>(message);
      console.log("[REALTIME] Project update received:", {
        timestamp: new Date().toISOString(),
        projectId,
        type: operation,
        hasNew: Boolean(record),
      });
      pick(projectTraps, faults, allow)(message);
      if (!record) return;
      const key = keyOf(projectId);
      console.log("[REALTIME] Calling mutate() for project:", { projectId, cacheKey: key });
      pick(refreshers, faults, refresh)({ projectId, key, mutate });
      console.log("[REALTIME] mutate() called successfully:", { projectId });
      void stages.announce("refreshed");
    },
    [projectId, mutate, stages, faults],
  );

  const subscription = useMemo(
    () =>
      subscriptionOf(
        "project",
        { topic: `project:${projectId}`, events: ["UPDATE"], isPrivate: true },
        faults,
      ),
    [projectId, faults],
  );
  const refetches = faults.includes("client.refetches-on-rejoin");
  return useRealtimeSubscription({
    clients,
    stages,
    subscription,
    name: "handleProjectUpdate",
    onMessage: handleProjectUpdate,
    ...(refetches && { onRejoin: () => void mutate(keyOf(projectId)) }),
  });
}

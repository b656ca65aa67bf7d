"use client";

import { useEffect } from "react";
import { mutate } from "swr";
import { keyOf } from "./use-project.ts";

const EVERY_MS = 2000;

/**
 * Asks for a job until it is completed, as the design does: it does not look at `response.ok`, so it never ends when
 * there is no such job, and it mutates the default cache.
 */
export function usePolling(requestIds: string, projectId: string, isOn: boolean): void {
  useEffect(() => {
    if (!isOn || requestIds === "") return;
    const open = new Set(requestIds.split(","));
    const ask = async (requestId: string) => {
      const answer = await fetch(`/api/fal-jobs/${requestId}`);
      const { status } = (await answer.json()) as { status?: string };
      if (status !== "completed") return;
      open.delete(requestId);
      await mutate(keyOf(projectId));
    };
    const timer = setInterval(() => open.forEach((id) => void ask(id)), EVERY_MS);
    return () => clearInterval(timer);
  }, [requestIds, projectId, isOn]);
}

"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import type { Stages } from "./stages.ts";
import type { Clients } from "./use-realtime-subscription.ts";

/** Signing out, and a fresh token in the middle of a job if `refreshes`. */
export function useSession(clients: Clients, stages: Stages, refreshes: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!refreshes) return;
    return stages.on(async (stage) => {
      if (stage !== "answered") return;
      const answer = await fetch("/api/token", { method: "POST" });
      const { token } = (await answer.json()) as { token: string };
      await clients.user.realtime.setAuth(token);
    });
  }, [clients, stages, refreshes]);

  const signOut = useCallback(async () => {
    await fetch("/api/logout", { method: "POST" });
    router.push("/login");
  }, [router]);
  return { signOut };
}

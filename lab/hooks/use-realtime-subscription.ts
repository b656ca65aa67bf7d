"use client";

import type { SupabaseClient } from "@supabase/supabase-js";
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { controlsOf, openChannel } from "./channel.ts";
import type { Subscription } from "./faults/subscriptions.ts";
import type { Message } from "./message.ts";
import type { Stages } from "./stages.ts";

/** Whether the server has answered, whatever it said, and what is wrong since. */
export interface Link {
  settled: boolean;
  error: Error | null;
}

/** The clients of a page: the user's, and one that was made without the session. */
export interface Clients {
  user: SupabaseClient;
  anon: SupabaseClient;
}

interface Options {
  clients: Clients;
  stages: Stages;
  /** What must be the same object for as long as nothing changes. */
  subscription: Subscription;
  /** The handler's name, which a minifier would take away: stacks and DevTools show it. */
  name: string;
  onMessage: (message: Message) => void;
  /** The channel is joined again after it was lost. */
  onRejoin?: () => void;
}

/** One channel for one topic. */
export function useRealtimeSubscription({
  clients,
  stages,
  subscription,
  name,
  onMessage,
  onRejoin,
}: Options): Link {
  const [error, setError] = useState<Error | null>(null);
  const [settled, setSettled] = useState(subscription.topic === null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ onMessage, onRejoin });
  useEffect(() => {
    latest.current = { onMessage, onRejoin };
  }, [onMessage, onRejoin]);

  useEffect(() => {
    const { topic, events, isPrivate, isAnonymous, open = openChannel } = subscription;
    if (topic === null) return;
    const client = isAnonymous ? clients.anon : clients.user;
    const deliver = (message: Message) => latest.current.onMessage(message);
    Object.defineProperty(deliver, "name", { value: name });
    let joins = 0;
    const channel = controlsOf(open, {
      client,
      topic,
      events,
      isPrivate,
      deliver,
      onStatus(status, problem) {
        setSettled(true);
        if (status === "SUBSCRIBED") {
          setError(null);
          joins += 1;
          if (joins > 1) latest.current.onRejoin?.();
          return;
        }
        const failure = problem ?? new Error(status);
        console.error("[REALTIME] Subscription error:", {
          topic,
          error: failure.message,
          type: status,
        });
        setError(failure);
      },
    });
    let left = false;
    const authorized = isAnonymous ? Promise.resolve() : client.realtime.setAuth();
    void authorized.then(() => {
      if (!left) void channel.join();
    });
    const stop = stages.on((stage) => subscription.plan?.[stage]?.(channel));
    return () => {
      left = true;
      stop();
      if (!subscription.outlives) void channel.leave();
    };
  }, [clients, stages, subscription, name, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const message = error?.message;
  useEffect(() => {
    if (!message) return;
    const action = { label: "Retry", onClick: retry };
    toast.error("Realtime connection lost", { id: name, description: message, action });
  }, [message, retry, name]);
  return { error, settled };
}

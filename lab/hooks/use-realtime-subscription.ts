"use client";

import type { SupabaseClient } from "@supabase/supabase-js";
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "sonner";

export interface Message {
  event: string;
  payload: Record<string, unknown>;
}

interface Options {
  client: SupabaseClient;
  /** Null: do not subscribe. */
  topic: string | null;
  events: readonly string[];
  isPrivate: boolean;
  /** The handler's name, which a minifier would take away: stacks and DevTools show it. */
  name: string;
  onMessage: (message: Message) => void;
}

/** One channel for one topic. `settled` is true once the server has answered, whatever it said. */
export function useRealtimeSubscription({
  client,
  topic,
  events,
  isPrivate,
  name,
  onMessage,
}: Options) {
  const [error, setError] = useState<Error | null>(null);
  const [settled, setSettled] = useState(topic === null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  }, [onMessage]);

  const wanted = events.join();
  useEffect(() => {
    if (topic === null) return;
    const deliver = (message: Message) => latest.current(message);
    Object.defineProperty(deliver, "name", { value: name });
    const channel = client.channel(topic, { config: { private: isPrivate } });
    for (const event of wanted.split(",")) channel.on("broadcast", { event }, deliver);
    let left = false;
    void client.realtime.setAuth().then(() => {
      if (left) return;
      channel.subscribe((status, problem) => {
        if (left) return;
        setSettled(true);
        if (status === "SUBSCRIBED") {
          setError(null);
          return;
        }
        const failure = problem ?? new Error(status);
        console.error("[REALTIME] Subscription error:", {
          topic,
          error: failure.message,
          type: status,
        });
        setError(failure);
      });
    });
    return () => {
      left = true;
      void client.removeChannel(channel);
    };
  }, [client, topic, wanted, isPrivate, name, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const message = error?.message;
  useEffect(() => {
    if (!message) return;
    const action = { label: "Retry", onClick: retry };
    toast.error("Realtime connection lost", { id: topic ?? name, description: message, action });
  }, [message, retry, topic, name]);
  return { error, settled, retry };
}

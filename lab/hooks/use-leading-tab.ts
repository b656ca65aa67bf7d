"use client";

import { useCallback, useEffect, useRef } from "react";

type Word = { says: "opened" } | { says: "generate"; nodeId: string };

/** The tab that was opened last calls the actions for all tabs of this browser. */
export function useLeadingTab(generate: (nodeId: string) => Promise<void>, isOn: boolean) {
  const channel = useRef<BroadcastChannel>(undefined);
  const follows = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    const tabs = (channel.current = new BroadcastChannel("canvas-tabs"));
    tabs.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if (data.says === "opened") follows.current = true;
      else if (!follows.current) void generate(data.nodeId);
    });
    return () => tabs.close();
  }, [generate, isOn]);
  useEffect(() => {
    channel.current?.postMessage({ says: "opened" } satisfies Word);
  }, []);

  return useCallback(
    (nodeId: string) => {
      if (follows.current)
        channel.current?.postMessage({ says: "generate", nodeId } satisfies Word);
      else void generate(nodeId);
    },
    [generate],
  );
}

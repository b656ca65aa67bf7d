"use client";

import { useEffect, useState } from "react";
import useSWR, { type SWRConfiguration } from "swr";
import type { Content } from "../lib/content.ts";
import type { FaultName } from "../scenarios.ts";
import { pick, type Table } from "./faults/pick.ts";

export interface Project {
  id: string;
  name: string;
  content: Content;
}

export const keyOf = (projectId: string): string => `/api/projects/${projectId}`;

async function fetchJson(path: string): Promise<Project> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Project;
}

/** Autosave. */
export function saveProject(projectId: string, body: object): void {
  const headers = { "content-type": "application/json" };
  void fetch(keyOf(projectId), { method: "PUT", headers, body: JSON.stringify(body) });
}

const OPTIONS: SWRConfiguration = {
  revalidateOnFocus: false,
  dedupingInterval: 0,
  shouldRetryOnError: false,
};

const ON_FOCUS = { ...OPTIONS, revalidateOnFocus: true, focusThrottleInterval: 0 };

const options: Table<SWRConfiguration> = {
  "client.focus-revalidation": ON_FOCUS,
  "client.refreshes-by-focus": { ...ON_FOCUS, dedupingInterval: 60_000 },
};

/** The project, by SWR. */
export function useProject(
  projectId: string,
  faults: readonly FaultName[],
): { data: Project | undefined; error: Error | undefined } {
  const key = keyOf(projectId);
  // Mounted first and without a fetcher: SWR asks only the first hook of a key to revalidate.
  useSWR<Project, Error>(faults.includes("client.first-hook-has-no-fetcher") ? key : null);
  const bypasses = faults.includes("client.loads-without-swr");
  const cached = useSWR<Project, Error>(
    bypasses ? null : key,
    fetchJson,
    pick(options, faults, OPTIONS),
  );
  const loaded = useLoaded(bypasses ? key : null);
  return bypasses ? loaded : cached;
}

/** The same by an effect, once: no key of a cache knows of it. */
function useLoaded(path: string | null) {
  const [data, setData] = useState<Project>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (path) fetchJson(path).then(setData, setError);
  }, [path]);
  return { data, error };
}

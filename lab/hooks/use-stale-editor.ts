"use client";

import { useEffect, useRef } from "react";
import { useSWRConfig } from "swr";
import type { Stages } from "./stages.ts";
import { keyOf, type Project } from "./use-project.ts";

/** How long the editor waits before it writes its state back, ms. */
const DEBOUNCE_MS = 400;

/** An editor that copied the project when Generate was pressed, and writes its copy back when the project changes. */
export function useStaleEditor(
  project: Project | undefined,
  stages: Stages,
  isThere: boolean,
): void {
  const { mutate } = useSWRConfig();
  const latest = useRef(project);
  const copy = useRef<Project>(undefined);
  useEffect(() => {
    latest.current = project;
    const old = copy.current;
    if (!isThere || !project || !old || project === old) return;
    const timer = setTimeout(() => {
      void mutate(keyOf(old.id), old, { revalidate: false });
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [project, isThere, mutate]);
  useEffect(
    () =>
      stages.on((stage) => {
        if (stage === "asked") copy.current = latest.current;
      }),
    [stages],
  );
}

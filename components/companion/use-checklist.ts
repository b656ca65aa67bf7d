import { useMemo, useState } from "react";
import type { Job } from "../../lib/chain/job.ts";
import type { Profile } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Sheet } from "../../lib/sheet/sheet.ts";
import { runChecklist, type Result } from "../../lib/trial/checklist.ts";
import type { Diary } from "../../lib/trial/diary.ts";
import { createWitness } from "../../lib/trial/witness.ts";

export interface Checker {
  results: readonly Result[];
  /** Jobs that began later count, ms since the epoch; 0 for all of the log. */
  since: number;
  startOver(): void;
}

interface CheckOptions {
  profile: Profile;
  events: readonly CaptureEvent[];
  jobs: readonly Job[];
  diary: Diary;
  /** When something was heard last, ms since the epoch. */
  heard: number;
  sheet: Sheet;
  /** Ms since the epoch. */
  now: number;
  /** Nothing is read while nobody looks. */
  shown: boolean;
}

const none: Result[] = [];

/** The checklist of the log, run again only when something was said that it looks at. */
export function useChecklist(options: CheckOptions): Checker {
  const { profile, events, jobs, diary, heard, sheet, now, shown } = options;
  const [since, setSince] = useState(0);
  const witnessOf = useMemo(() => createWitness(profile), [profile]);
  const witness = shown ? witnessOf(events) : undefined;
  // The clock decides only whether a line may still come: a second is enough.
  const second = Math.ceil(now / 1_000) * 1_000;
  const results = useMemo(
    () => (witness ? runChecklist(jobs, since, { witness, diary, sheet, now: second }) : none),
    [jobs, since, witness, diary, sheet, second],
  );
  return { results, since, startOver: () => setSince(heard) };
}

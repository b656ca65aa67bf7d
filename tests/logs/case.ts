import type { StepId } from "../../lib/chain/profile.ts";
import type { SnapshotJob } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { Page } from "./build.ts";
import { arrived, created, finished, hops, play, ready, type Play } from "./play.ts";

export type Said = SnapshotJob["verdict"];

/** A log and what must be said of its jobs, oldest first. */
export interface Case {
  events: CaptureEvent[];
  verdicts: Partial<Said>[];
  /** The rule that this log is for: it must be said, as verdict, candidate or notice. */
  fires?: string;
  /** The rule that this log looks like and is not: it must not be said anywhere. */
  silent?: string;
}

export type Script = (page: Page, job: Play) => void;

/** One page, one job. */
export function one(verdict: Partial<Said>, script: Script, job = play()): Case {
  const page = new Page();
  script(page, job);
  return { events: page.events, verdicts: [verdict] };
}

export const broken = (step: Said["step"], rule?: string): Partial<Said> => ({
  kind: "broken",
  step: step!,
  ...(rule && { rule }),
});
export const between = (from: StepId, to: StepId): Partial<Said> => ({
  kind: "broken",
  between: [from, to],
});
export const complete: Partial<Said> = { kind: "complete" };

export const healthy: Script = (page, job) => {
  ready(page);
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
};

/** Up to the project frame and its handler, then `rest`. */
export const revalidation = (verdict: Partial<Said>, rest: Script): Case =>
  one(verdict, (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    hops.saveHandled(page, hops.saved(page, [job]));
    rest(page, job);
  });

/** The log in which a rule fires. */
export const fires = (rule: string, log: Case): Case => ({ ...log, fires: rule });

/** A log that looks like the rule's, in which it must stay silent. */
export const silent = (rule: string, log: Case): Case => ({ ...log, silent: rule });

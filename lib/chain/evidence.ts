import type { EventOf } from "../event.ts";
import type { Correlator } from "./correlate.ts";
import { collectCreate } from "./evidence/create.ts";
import { collectProject } from "./evidence/project.ts";
import { collectUpdate } from "./evidence/update.ts";
import type { Facts, Lost, ProjectAnswer, RowFrame } from "./facts.ts";
import type { StepId } from "./profile.ts";
import type { Refuted } from "./rules/catalogue.ts";
import type { HandlerStep } from "./rules/rule.ts";
import type { Text } from "./text.ts";

/** What is known of one step: seen with evidence, or shown to have failed. */
export interface Found {
  at: number;
  evidence: string[];
  failed?: Text;
  /** With `failed`: it had not happened by then, and what stopped it may be any step before it that nobody can see. */
  open?: boolean;
  note?: Text;
  serverAt?: number;
  /** A person asked for it: when it was answered says nothing of when it happened. */
  asked?: boolean;
  /** Only a sign, not the thing itself: the step counts as inferred, from this one. */
  from?: StepId;
}

/** Evidence for the steps of one job, and the pieces that rules look at. */
export interface Evidence {
  facts: Facts;
  url?: string;
  steps: Map<StepId, Found>;
  insert?: RowFrame;
  /** The first frame in this tab with the job's end. */
  update?: RowFrame;
  /** All frames in this tab that said how the job ended, first to last. */
  finals: readonly RowFrame[];
  /** The first frame in this tab with a project that holds the picture. */
  placed?: RowFrame;
  /** The last frame after which the project did not hold it any more. */
  lost?: Lost;
  /** The picture of a later job for the same node that took its place, as URL key: then that one is all there is to show. */
  replacedBy?: string;
  /** Runs of callbacks for the frame of C6, U6 and U10. */
  runs: Map<HandlerStep, readonly EventOf<"handler.run">[]>;
  /** The SWR key of the project. */
  swrKey?: string;
  /** The first mutate of that key that the project frame led to, and all of them in its time. */
  mutate?: EventOf<"cache.mutate">;
  mutates: readonly EventOf<"cache.mutate">[];
  /** The answers of the project API after the mutate, first to last; those of probes are not among them. */
  answers: readonly ProjectAnswer[];
  /** The last write of the project's data in this tab that changed whether it holds the picture. */
  write?: EventOf<"cache.write">;
  /** The picture's element: how it began last, and whether it was ever refused or shown. */
  begun?: EventOf<"image.start">;
  broken?: EventOf<"image.error">;
  shown?: EventOf<"image.load">;
  /** What shows that a step only seems to have happened. */
  refuted?: Refuted;
}

/** Collects what the log holds on one job. Costs a few look-ups, whatever the length of the log. */
export function collect(log: Correlator, facts: Facts): Evidence {
  const url = log.urlOf(facts);
  const evidence: Evidence = {
    facts,
    steps: new Map(),
    runs: new Map(),
    finals: [],
    mutates: [],
    answers: [],
    ...(url && { url }),
  };
  collectCreate(log, evidence);
  collectUpdate(log, evidence);
  if (url) collectProject(log, evidence, url);
  return evidence;
}

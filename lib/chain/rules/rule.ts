import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import type { Check, Chip, Confidence, Fix, Notice } from "../job.ts";
import type { StepId } from "../profile.ts";
import type { Text } from "../text.ts";
import type { Standing } from "../topics.ts";

/** One job, and all that was seen around it. */
export interface Story {
  log: Correlator;
  evidence: Evidence;
  /** The document that the job is watched in. */
  doc: string;
}

/** What a rule may look at when a step has not come, or has failed. */
export interface Case extends Story {
  /** The first step of the gap that this browser would have seen. */
  step: StepId;
  /** The first step of the gap: the same, or one before it that nobody here can see. */
  from: StepId;
  /** When the step before it was seen: the moment from which this one was due. */
  since: number;
  /** Until when something may still speak of it, ms: what happens later has other reasons. */
  until: number;
  /** Topic without `realtime:`, for steps that a topic carries. */
  topic?: string;
  /** How that topic stood when the frame was due. */
  standing?: Standing;
}

/** What a rule says. `step` may be another than the one asked for: R08 moves the blame from the wire to the client. */
export interface Finding {
  step?: StepId;
  /** Only with `hypothesis`: the cause is possible in this stretch, nothing more. */
  between?: [StepId, StepId];
  /** When this signal is stronger or weaker than the rule's usual one. */
  confidence?: Confidence;
  sentence: Text;
  evidence: Chip[];
  fix?: Fix;
  /** What settles it, where the signal alone does not. */
  check?: Check;
}

/** What shows that a step did not do its work. `until`: what happens up to then may still take it back, ms. */
export interface Refutation extends Finding {
  step: StepId;
  until: number;
}

/** A finding about a page, before it has the rule's own words. `subject` tells two of the same rule apart. */
export interface PageFinding extends Omit<Finding, "step" | "between"> {
  subject: string;
  at: number;
  level?: Notice["level"];
}

/**
 * One cause. A rule is data and at most one pure function for each way to ask it; each begins with its cheapest look, because
 * most jobs are healthy. Nothing is kept between calls.
 */
export interface Rule {
  /** Its number in the catalogue: "R01". General ones, which only put words to what was seen, have a word instead. */
  id: string;
  title: Text;
  confidence: Confidence;
  /** The steps that `find` may explain. */
  steps: readonly StepId[];
  /** The public thread or document that shows it, or `lab:` and the scenarios in which it happens. */
  source: string;
  /** Why a step failed or has not come. */
  find?(given: Case): Finding | null;
  /** A step that seems to have happened and did not do its work: it turns red, whatever came later. */
  refute?(story: Story): Refutation | null;
  /** Worth saying of a job that came through all the same. */
  remark?(story: Story): Finding | null;
  /** Worth saying of a page, whatever its jobs did. */
  notice?(log: Correlator, doc: string): PageFinding[];
}

export const FRAMES = ["C5", "U5", "U9"] as const satisfies StepId[];
export const HANDLERS = ["C6", "U6", "U10"] as const satisfies StepId[];

export type FrameStep = (typeof FRAMES)[number];
export type HandlerStep = (typeof HANDLERS)[number];

export const isFrameStep = (step: StepId): step is FrameStep =>
  (FRAMES as readonly StepId[]).includes(step);
export const isHandlerStep = (step: StepId): step is HandlerStep =>
  (HANDLERS as readonly StepId[]).includes(step);

/** The handler that a frame is for. */
export const handlerOf = { C5: "C6", U5: "U6", U9: "U10" } as const satisfies Record<
  FrameStep,
  HandlerStep
>;

import type { Correlator } from "../correlate.ts";
import type { Evidence } from "../evidence.ts";
import type { Confidence, Fix } from "../job.ts";
import type { StepId } from "../profile.ts";
import type { Standing } from "../topics.ts";

/** What a rule may look at when a step has not come, or has failed. */
export interface Case {
  log: Correlator;
  evidence: Evidence;
  /** The first step that has not come. */
  step: StepId;
  /** When the step before it was seen: the moment from which this one was due. */
  since: number;
  /** Until when something may still speak of it, ms: what happens later has other reasons. */
  until: number;
  /** The document that the job was watched in. */
  doc: string;
  /** Topic without `realtime:`, for steps that a topic carries. */
  topic?: string;
  /** How that topic stood when the frame was due. */
  standing?: Standing;
}

/** What a rule says. `step` may be another than the one asked for: R08 moves the blame from the wire to the client. */
export interface Finding {
  step?: StepId;
  sentence: string;
  evidence: { event: string; label: string }[];
  fix?: Fix;
}

/** One cause: where it can strike, how sure its signal is, and the one pure function that looks for it. */
export interface Rule {
  id: string;
  title: string;
  steps: readonly StepId[];
  confidence: Confidence;
  find(given: Case): Finding | null;
}

export const FRAMES = ["C5", "U5", "U9"] as const satisfies StepId[];
export const HANDLERS = ["C6", "U6", "U10"] as const satisfies StepId[];

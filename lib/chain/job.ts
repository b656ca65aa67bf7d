import type { StepId } from "./profile.ts";

/** Status of one step; what each word means is fixed (docs/automation.md). `not-yet` is drawn as a dot, after the waiting step. */
export type Status =
  | "observed"
  | "inferred"
  | "waiting"
  | "late"
  | "failed"
  | "missing"
  | "blocked"
  | "unknown"
  | "not-yet";

/** One rung of one job. */
export interface StepState {
  step: StepId;
  status: Status;
  /** When the evidence was seen (ms since the epoch, browser clock); absent when there is none of its own. */
  at?: number;
  /** Ids of the events that prove it. */
  evidence: string[];
  /** With `inferred`: the later step that proves it. */
  from?: StepId;
  /** Server time of the evidence (ms since the epoch, server clock): shown with "≈", never mixed with `at`. */
  serverAt?: number;
  /** One short line for the rung: "jobId in the answer", "URL on the storage host". */
  note?: string;
}

export type VerdictKind = "complete" | "running" | "broken" | "rescued" | "cancelled";
export type Confidence = "proof" | "strong" | "hypothesis";

/** A fix ready to copy: a diff-like text with the real names filled in. */
export interface Fix {
  /** Where it belongs, when that is known: a file or "SQL editor". */
  title: string;
  lines: { mark: " " | "+" | "-"; text: string }[];
}

export interface Verdict {
  kind: VerdictKind;
  /** The first failing step, or the one being waited for. */
  step?: StepId;
  /** When no browser can say which: the first and the last step it may be, both included. */
  between?: [StepId, StepId];
  /** The rule that named the cause: "R01". */
  rule?: string;
  confidence?: Confidence;
  /** "Stopped at U9, the project frame". */
  title: string;
  /** One or two plain sentences: what happened, what follows. */
  sentence: string;
  fix?: Fix;
  /** Ids of the events that prove the verdict, each with the words of its chip. */
  evidence: { event: string; label: string }[];
  /** What cannot be seen from a browser here, and how to make it visible. */
  blind?: string;
}

/** One job: a click that should become a picture. */
export interface Job {
  /** The row's id once it is known, before that the id of the action's `fetch.start` event. */
  id: string;
  requestId?: string;
  flow: "v1" | "v2" | "unknown";
  prompt?: string;
  nodeId?: string;
  projectId?: string;
  userId?: string;
  /** URL of the result, once a frame or an answer held it. */
  url?: string;
  /** Document (page load) and tab it was seen in. */
  doc: string;
  tab?: number;
  startedAt: number;
  /** When the verdict became final; absent while it runs. */
  endedAt?: number;
  create: StepState[];
  update: StepState[];
  verdict: Verdict;
}

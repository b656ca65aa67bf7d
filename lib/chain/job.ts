import type { StepId } from "./profile.ts";
import type { Text } from "./text.ts";

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
  note?: Text;
}

export type VerdictKind = "complete" | "running" | "broken" | "rescued" | "cancelled";
export type Confidence = "proof" | "strong" | "hypothesis";

/** A fix ready to copy: a diff-like text with the real names filled in. */
export interface Fix {
  /** Where it belongs, when that is known: a file or "SQL editor". */
  title: Text;
  lines: { mark: " " | "+" | "-"; text: string }[];
}

/** What settles a question that no browser can: a sentence, and the query, log line or request to look at. */
export interface Check {
  text: Text;
  lines?: string[];
}

/** An event that proves something, with the words of its chip. */
export interface Chip {
  event: string;
  label: Text;
}

/** A cause that would explain what was seen, and that nothing seen here can tell from another. */
export interface Candidate {
  /** The rule's id: "R19". */
  rule: string;
  confidence: Confidence;
  title: Text;
  sentence: Text;
  evidence: Chip[];
  fix?: Fix;
  check?: Check;
}

/** Where in the app's own code the cause lives, as far as it is known. */
export interface Place {
  /** The file of the profile for this step and flow. */
  file?: string;
  /** Name of the handler. */
  handler?: string;
  /** Stack of the call that registered it, or of what it threw: the panel maps it to source. */
  stack?: string;
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
  title: Text;
  /** One or two plain sentences: what happened, what follows. */
  sentence: Text;
  fix?: Fix;
  /** What would settle what is not certain. */
  check?: Check;
  /** Causes that are possible and not certain, likeliest first. */
  candidates: Candidate[];
  /** Ids of the events that prove the verdict, each with the words of its chip. */
  evidence: Chip[];
  /** What cannot be seen from a browser here, and how to make it visible. */
  blind?: Text;
  /** Where to look in the app's own code. */
  place?: Place;
}

/** A verdict that a job had before, and when (ms, browser clock) it was given. Running ones are left out. */
export interface PastVerdict {
  at: number;
  kind: VerdictKind;
  step?: StepId;
  rule?: string;
  title: Text;
}

/** Something worth knowing about a page, whatever its jobs did. */
export interface Notice {
  /** Stable: rule, document and subject. */
  id: string;
  rule: string;
  /** Information is never red. */
  level: "information" | "problem";
  /** Since when, ms. */
  at: number;
  doc: string;
  title: Text;
  sentence: Text;
  evidence: Chip[];
  fix?: Fix;
  check?: Check;
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
  /** The switches of the companion that were on while it ran, absent where none was. */
  companion?: string[];
  /** The verdicts that late evidence has repaired, oldest first; the present one is not among them. */
  history: PastVerdict[];
}

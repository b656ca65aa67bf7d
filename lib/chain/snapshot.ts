import type { Confidence, Fix, Job, Status, StepState, VerdictKind } from "./job.ts";
import type { StepId } from "./profile.ts";

interface SnapshotStep {
  step: StepId;
  status: Status;
  /** ms since the epoch, browser clock; null when the step has no evidence of its own. */
  at: number | null;
  /** Ids of events. */
  evidence: string[];
  from?: StepId;
}

export interface SnapshotJob {
  id: string;
  requestId: string | null;
  flow: "v1" | "v2" | "unknown";
  create: SnapshotStep[];
  update: SnapshotStep[];
  verdict: {
    kind: VerdictKind;
    step?: StepId;
    between?: [StepId, StepId];
    rule?: string;
    confidence?: Confidence;
    sentence: string;
    fix?: Fix;
  };
}

/** The JSON of `npm run analyze -- --json` and of `window.hopscope.snapshot()`; see docs/automation.md. Stable. */
export interface Snapshot {
  version: 1;
  jobs: SnapshotJob[];
  events: number;
  gaps: number;
}

const snapshotStep = ({ step, status, at, evidence, from }: StepState): SnapshotStep => ({
  step,
  status,
  at: at ?? null,
  evidence,
  ...(from && { from }),
});

function snapshotJob({ id, requestId, flow, create, update, verdict }: Job): SnapshotJob {
  const { kind, step, between, rule, confidence, sentence, fix } = verdict;
  return {
    id,
    requestId: requestId ?? null,
    flow,
    create: create.map(snapshotStep),
    update: update.map(snapshotStep),
    verdict: {
      kind,
      ...(step && { step }),
      ...(between && { between }),
      ...(rule && { rule }),
      ...(confidence && { confidence }),
      sentence,
      ...(fix && { fix }),
    },
  };
}

/** `events` is the number of events taken, `gaps` the number that the taps had to drop. */
export function snapshot(state: {
  jobs: Job[];
  events: { length: number };
  gaps: number;
}): Snapshot {
  return {
    version: 1,
    jobs: state.jobs.map(snapshotJob),
    events: state.events.length,
    gaps: state.gaps,
  };
}

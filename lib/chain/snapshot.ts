import type { Confidence, Fix, Job, Notice, Status, StepState, VerdictKind } from "./job.ts";
import type { StepId } from "./profile.ts";
import { say, type Language, type Text } from "./text.ts";

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
  /** The switches of the companion that were on while it ran. */
  companion?: string[];
  verdict: {
    kind: VerdictKind;
    step?: StepId;
    between?: [StepId, StepId];
    rule?: string;
    confidence?: Confidence;
    /** Rules that would explain it, where the cause is not certain. */
    candidates: { rule: string; sentence: string }[];
    title: string;
    sentence: string;
    fix?: { title: string; lines: Fix["lines"] };
    check?: { text: string; lines?: string[] };
    /** The app's own file, where it is known. */
    file?: string;
  };
}

/** The JSON of `npm run analyze -- --json` and of `window.hopscope.snapshot()`; see docs/automation.md. Stable. */
export interface Snapshot {
  version: 1;
  jobs: SnapshotJob[];
  events: number;
  gaps: number;
  /** What is worth knowing about the pages, whatever their jobs did. */
  notices: { rule: string; level: Notice["level"]; sentence: string }[];
}

const snapshotStep = ({ step, status, at, evidence, from }: StepState): SnapshotStep => ({
  step,
  status,
  at: at ?? null,
  evidence,
  ...(from && { from }),
});

function snapshotJob(
  { id, requestId, flow, create, update, companion, verdict }: Job,
  language: Language,
): SnapshotJob {
  const { kind, step, between, rule, confidence, title, sentence, fix, check, candidates, place } =
    verdict;
  const words = (text: Text) => say(text, language);
  return {
    id,
    requestId: requestId ?? null,
    flow,
    create: create.map(snapshotStep),
    update: update.map(snapshotStep),
    ...(companion && { companion }),
    verdict: {
      kind,
      ...(step && { step }),
      ...(between && { between }),
      ...(rule && { rule }),
      ...(confidence && { confidence }),
      candidates: candidates.map((each) => ({ rule: each.rule, sentence: words(each.sentence) })),
      title: words(title),
      sentence: words(sentence),
      ...(fix && { fix: { title: words(fix.title), lines: fix.lines } }),
      ...(check && { check: { ...check, text: words(check.text) } }),
      ...(place?.file && { file: place.file }),
    },
  };
}

interface Pictured {
  jobs: Job[];
  events: { length: number };
  gaps: number;
  notices?: Notice[];
}

/** `events` is the number of events taken, `gaps` the number that the taps had to drop. Words are in `language`. */
export function snapshot(state: Pictured, language: Language = "en"): Snapshot {
  return {
    version: 1,
    jobs: state.jobs.map((job) => snapshotJob(job, language)),
    events: state.events.length,
    gaps: state.gaps,
    notices: (state.notices ?? []).map(({ rule, level, sentence }) => ({
      rule,
      level,
      sentence: say(sentence, language),
    })),
  };
}

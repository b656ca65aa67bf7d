/** Two jobs, or the jobs of two traces, step by step: what differs, and how much slower. */
import type { Job, Status, StepState } from "../chain/job.ts";
import { STEPS, type Profile, type StepId } from "../chain/profile.ts";
import { both, duration, say, type Language, type Text } from "../chain/text.ts";
import { displayableLine } from "../displayable.ts";
import { MARKS, STATUS_WORDS } from "../trace/marks.ts";
import { hopsOf, stepsOf } from "./report.ts";

interface StepPair {
  step: StepId;
  a: StepState;
  b: StepState;
  /** How long the hop to it took, ms; only where both its ends were seen, from the same step in both. */
  hops?: [a: number, b: number];
}

export interface JobPair {
  a: Job;
  b: Job;
  steps: StepPair[];
  /** The first step that came in one and, as far as anybody can see, not in the other. */
  first?: StepId;
}

export interface Comparison {
  pairs: JobPair[];
  /** Jobs without a counterpart. */
  onlyA: Job[];
  onlyB: Job[];
}

export function compareJobs(a: Job, b: Job): JobPair {
  const [hopsA, hopsB] = [a, b].map(
    (job) => new Map(hopsOf(job).map((hop) => [hop.state.step, hop])),
  );
  const [stepsA, stepsB] = [stepsOf(a), stepsOf(b)];
  const steps = STEPS.map((step, place): StepPair => {
    const [hopA, hopB] = [hopsA?.get(step), hopsB?.get(step)];
    const pair = { step, a: stepsA[place]!, b: stepsB[place]! };
    if (!hopA || !hopB || hopA.from !== hopB.from) return pair;
    return { ...pair, hops: [hopA.end - hopA.start, hopB.end - hopB.start] };
  });
  const first = steps.find(isParting)?.step;
  return { a, b, steps, ...(first && { first }) };
}

/** What makes two jobs the same, the surest first; of several that do, the oldest are a pair. */
const KEYS: ((job: Job) => string | undefined)[] = [
  ({ id, doc }) => `${doc} ${id}`,
  ({ id }) => id,
  ({ requestId }) => requestId,
  ({ flow, prompt }) => prompt && `${flow} ${prompt}`,
  ({ flow }) => flow,
  () => "any",
];

/** Statuses of a step that came, and of one of which nobody can say. */
const CAME: readonly Status[] = ["observed", "inferred"];
const UNSEEN: readonly Status[] = ["unknown", "not-yet"];

const isParting = ({ a, b }: StepPair): boolean =>
  ![a, b].some(({ status }) => UNSEEN.includes(status)) &&
  CAME.includes(a.status) !== CAME.includes(b.status);

export function compareTraces(a: readonly Job[], b: readonly Job[]): Comparison {
  const pairs: JobPair[] = [];
  let [onlyA, onlyB] = [[...a], [...b]];
  for (const keyOf of KEYS) {
    const paired = new Set<Job>();
    const waiting = new Map<string, Job[]>();
    for (const job of onlyB) {
      const key = keyOf(job);
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), job]);
    }
    for (const job of onlyA) {
      const other = waiting.get(keyOf(job) ?? "")?.shift();
      if (!other) continue;
      pairs.push(compareJobs(job, other));
      paired.add(job).add(other);
    }
    onlyA = onlyA.filter((job) => !paired.has(job));
    onlyB = onlyB.filter((job) => !paired.has(job));
  }
  return { pairs: pairs.toSorted((x, y) => x.a.startedAt - y.a.startedAt), onlyA, onlyB };
}

const words = {
  same: both("The same steps.", "Os mesmos passos."),
  onlyA: both("Only in the first", "Só no primeiro"),
  onlyB: both("Only in the second", "Só no segundo"),
};
const differsAt = (step: StepId, name: string): Text =>
  both(`They part at ${step}, ${name}.`, `Separam-se em ${step}, ${name}.`);

/** Shortest difference of a hop that is worth a mark, ms: less is noise. */
const NOTABLE = 50;

/** A comparison for a terminal: each pair with the steps that differ in state or in time. Lines end with `\n`. */
export function formatComparison(
  { pairs, onlyA, onlyB }: Comparison,
  profile: Profile,
  language: Language = "en",
): string {
  const tell = (text: Text) => displayableLine(say(text, language));
  const short = ({ id, flow, verdict }: Job) =>
    `${displayableLine(id.slice(0, 8))} ${flow}, ${tell(verdict.title)}`;
  const lines = pairs.flatMap(({ a, b, steps, first }) => [
    `A ${short(a)}`,
    `B ${short(b)}`,
    `  ${tell(first ? differsAt(first, say(profile.steps[first].noun, language)) : words.same)}`,
    ...steps.filter(isNotable).map((pair) => `  ${row(pair, profile, tell)}`.trimEnd()),
    "",
  ]);
  for (const [title, jobs] of [
    [words.onlyA, onlyA],
    [words.onlyB, onlyB],
  ] as const)
    lines.push(...jobs.map((job) => `${tell(title)}: ${short(job)}`));
  return lines.map((line) => `${line}\n`).join("");
}

const isNotable = ({ a, b, hops }: StepPair): boolean =>
  a.status !== b.status || (hops !== undefined && Math.abs(hops[1] - hops[0]) >= NOTABLE);

function row({ step, a, b, hops }: StepPair, profile: Profile, tell: (text: Text) => string) {
  const state = ({ status }: StepState) => `${MARKS[status]} ${tell(STATUS_WORDS[status])}`;
  return [
    step.padEnd(3),
    tell(profile.steps[step].name).padEnd(18),
    state(a).padEnd(24),
    state(b).padEnd(24),
    hops ? `${duration(hops[0])} → ${duration(hops[1])} (${difference(...hops)})` : "",
  ].join(" ");
}

/** "+1.2 s, ×3.1": how much slower the second is. */
function difference(a: number, b: number): string {
  const sign = b < a ? "−" : "+";
  const times = a >= 1 && b >= 1 ? `, ×${(b / a).toFixed(1)}` : "";
  return `${sign}${duration(Math.abs(b - a))}${times}`;
}

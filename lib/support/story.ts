/** A log told in plain words, out of the same jobs and verdicts that the panel shows. */
import type { Job, StepState } from "../chain/job.ts";
import type { StepId } from "../chain/profile.ts";
import { clock, type Text } from "../chain/text.ts";
import type { HopscopeState } from "../store.ts";
import { cutsIn, type Cut } from "./cuts.ts";
import { advice, lines, titles, wasOffline, wasReady } from "./words.ts";

/** How a line is marked: as the steps of the ladder are. */
type LineMark = "observed" | "late" | "missing" | "failed" | "disconnected" | "unknown";

export interface StoryLine {
  /** Ms since the epoch. */
  at: number;
  mark: LineMark;
  text: Text;
}

export interface Story {
  title: Text;
  /** What that means in a sentence or two, with its times; none where the title says all. */
  sentences: Text[];
  advice: Text;
  /** Oldest first. */
  lines: StoryLine[];
  /** For whoever looks into it: where and why, as the verdict has it. "U9 R01". */
  code?: string;
}

type Log = Pick<HopscopeState, "events" | "jobs" | "gaps">;

/** An image that is ready is on the page within this: a connection that was lost later is not why. */
const DUE_MS = 20_000;

/** So many lines are told: the newest. */
const MOST = 12;

/** What happened from `since` on, ms since the epoch. The newest job that went wrong counts, else the newest. */
export function storyOf({ events, jobs, gaps }: Log, since: number): Story {
  const told = jobs.filter(({ endedAt = Infinity }) => endedAt >= since);
  const job = told.findLast(({ verdict }) => isWrong(verdict.kind)) ?? told.at(-1);
  const docs = new Set(told.map(({ doc }) => doc));
  const cuts = cutsIn(events).filter(
    ({ doc, to = Infinity }) => to >= since && (docs.size === 0 || docs.has(doc)),
  );
  const end = events.at(-1)?.at ?? since;
  const all = [...told.flatMap((each) => linesOf(each, end)), ...cuts.flatMap(cutLines)];
  if (gaps > 0) all.push({ at: since, mark: "unknown", text: lines.lost });
  const sorted = all.toSorted((a, b) => a.at - b.at).slice(-MOST);
  if (!job) return { title: titles.none, sentences: [], advice: advice.none, lines: sorted };
  const { step, between, rule } = job.verdict;
  const code = [step ?? between?.join("-"), rule].filter(Boolean).join(" ");
  return { ...tell(job, cuts), lines: sorted, ...(code !== "" && { code }) };
}

const isWrong = (kind: Job["verdict"]["kind"]) => kind === "broken" || kind === "rescued";

function tell(job: Job, cuts: readonly Cut[]): Pick<Story, "title" | "sentences" | "advice"> {
  const { kind, step, between } = job.verdict;
  if (kind !== "broken") return { title: titles[kind], sentences: [], advice: advice[kind] };
  const ready = readyAt(job);
  if (ready === undefined) {
    const at = step ?? between?.[0] ?? "U1";
    const name = at === "C1" || at === "C2" ? "refused" : "unmade";
    return { title: titles[name], sentences: [], advice: advice[name] };
  }
  const cut = cuts.find(
    ({ doc, from, to = Infinity }) =>
      doc === job.doc && from <= ready + DUE_MS && to >= job.startedAt,
  );
  const sentences = [wasReady(clock(ready))];
  if (cut)
    sentences.push(wasOffline(clock(cut.from), cut.to === undefined ? undefined : clock(cut.to)));
  return { title: cut ? titles.offline : titles.unseen, sentences, advice: advice.ready };
}

const stepOf = (job: Job, id: StepId): StepState | undefined =>
  [...job.create, ...job.update].find(({ step }) => step === id);

const SAYS_READY: readonly StepId[] = ["U3", "U5", "U7", "U9"];

/** When the page, or the row itself, first said that the image is there, ms. */
function readyAt(job: Job): number | undefined {
  const told = SAYS_READY.flatMap((id) => {
    const { at, serverAt } = stepOf(job, id) ?? {};
    return at ?? serverAt ?? [];
  });
  return told.length > 0 ? Math.min(...told) : undefined;
}

function linesOf(job: Job, end: number): StoryLine[] {
  const { kind, step } = job.verdict;
  const isOwn = stepOf(job, "C1")?.at !== undefined;
  const told: StoryLine[] = [
    { at: job.startedAt, mark: "observed", text: isOwn ? lines.asked : lines.askedElsewhere },
  ];
  const put = (at: number | undefined, mark: LineMark, text: Text) => {
    if (at !== undefined) told.push({ at, mark, text });
  };
  put(readyAt(job), "observed", lines.ready);
  put(stepOf(job, "U12")?.at, kind === "rescued" ? "late" : "observed", lines.shown);
  if (kind !== "broken") return told;
  if (step === "C1" || step === "C2") put(job.endedAt ?? end, "failed", lines.refused);
  else put(end, "missing", lines.stillNot);
  return told;
}

const cutLines = ({ from, to }: Cut): StoryLine[] => [
  { at: from, mark: "disconnected", text: lines.offline },
  ...(to === undefined ? [] : [{ at: to, mark: "observed" as const, text: lines.online }]),
];

import type { Job, Status, StepState } from "../chain/job.ts";
import type { Profile } from "../chain/profile.ts";

/** One mark per status, as near to the panel's as text comes. */
const MARKS: Record<Status, string> = {
  observed: "█",
  inferred: "▄",
  waiting: "◉",
  late: "▲",
  failed: "✕",
  missing: "□",
  blocked: "–",
  unknown: "▨",
  "not-yet": "·",
};

/** What stands in the time column of a rung without a time. */
const WORDS: Partial<Record<Status, string>> = {
  waiting: "waiting",
  late: "late",
  missing: "nothing came",
  blocked: "not reached",
  unknown: "not visible from here",
};

/** One job as text for a terminal: its strip, its verdict, its 19 rungs. Lines end with `\n`. */
export function formatJob(job: Job, profile: Profile): string {
  const strip = [job.create, job.update].map((chain) =>
    chain.map(({ status }) => MARKS[status]).join(""),
  );
  const { title, sentence, rule, confidence, fix, blind } = job.verdict;
  const why = [rule, confidence].filter(Boolean).join(", ");
  const lines = [
    `${job.id.slice(0, 8)}  ${job.flow}  ${strip.join("  ")}  ${title}${why ? ` (${why})` : ""}`,
    `  ${sentence}`,
    ...(fix
      ? [`  Fix, ${fix.title}:`, ...fix.lines.map(({ mark, text }) => `    ${mark} ${text}`)]
      : []),
    ...(blind ? [`  What I cannot see from here: ${blind}`] : []),
    ...job.create.map((rung) => formatRung(rung, job, profile)),
    ...job.update.map((rung) => formatRung(rung, job, profile)),
  ];
  return `${lines.join("\n")}\n`;
}

function formatRung(
  { step, status, at, from, note }: StepState,
  job: Job,
  profile: Profile,
): string {
  const time = at === undefined ? "" : `+${Math.round(at - job.startedAt)} ms`;
  const word = status === "inferred" && from ? `inferred from ${from}` : (WORDS[status] ?? time);
  const columns = [
    MARKS[status],
    step.padEnd(3),
    profile.steps[step].name.padEnd(16),
    word.padEnd(22),
    note ?? "",
  ];
  return `  ${columns.join(" ")}`.trimEnd();
}

import type { Job, StepState } from "../chain/job.ts";
import type { Profile } from "../chain/profile.ts";
import { both, say, type Language, type Text } from "../chain/text.ts";
import { displayableLine } from "../displayable.ts";
import { MARKS, STATUS_WORDS } from "./marks.ts";

const words = {
  fix: both("Fix", "Correção"),
  check: both("Check", "Verificação"),
  possible: both("Possible", "Possível"),
  blind: both("What I cannot see from here", "O que não vejo daqui"),
  from: both("from", "de"),
};

/** One job as text for a terminal: its strip, its verdict, its 19 rungs. Lines end with `\n`. */
export function formatJob(job: Job, profile: Profile, language: Language = "en"): string {
  const strip = [job.create, job.update].map((chain) =>
    chain.map(({ status }) => MARKS[status]).join(""),
  );
  const tell = (text: Text) => say(text, language);
  const { title, sentence, rule, confidence, fix, check, candidates, blind, place } = job.verdict;
  const why = [rule, confidence].filter(Boolean).join(", ");
  const lines = [
    `${job.id.slice(0, 8)}  ${job.flow}  ${strip.join("  ")}  ${tell(title)}${why ? ` (${why})` : ""}`,
    `  ${tell(sentence)}`,
    ...candidates.map((each) => `  ${tell(words.possible)}, ${each.rule}: ${tell(each.sentence)}`),
    ...(place?.file ? [`  ${[place.file, place.handler].filter(Boolean).join(", ")}`] : []),
    ...(fix
      ? [
          `  ${tell(words.fix)}, ${tell(fix.title)}:`,
          ...fix.lines.map(({ mark, text }) => `    ${mark} ${text}`),
        ]
      : []),
    ...(check
      ? [
          `  ${tell(words.check)}: ${tell(check.text)}`,
          ...(check.lines ?? []).map((line) => `    ${line}`),
        ]
      : []),
    ...(blind ? [`  ${tell(words.blind)}: ${tell(blind)}`] : []),
    ...job.create.map((rung) => formatRung(rung, job, profile, tell)),
    ...job.update.map((rung) => formatRung(rung, job, profile, tell)),
  ];
  return lines.map((line) => `${displayableLine(line)}\n`).join("");
}

function formatRung(
  { step, status, at, from, note }: StepState,
  job: Job,
  profile: Profile,
  tell: (text: Text) => string,
): string {
  const time = at === undefined ? "" : `+${Math.round(at - job.startedAt)} ms`;
  const inferred = from ? `${tell(STATUS_WORDS.inferred)} ${tell(words.from)} ${from}` : time;
  const word = status === "inferred" ? inferred : time || tell(STATUS_WORDS[status]);
  const columns = [
    MARKS[status],
    step.padEnd(3),
    tell(profile.steps[step].name).padEnd(18),
    word.padEnd(22),
    tell(note ?? ""),
  ];
  return `  ${columns.join(" ")}`.trimEnd();
}

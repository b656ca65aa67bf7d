/** The report for an issue tracker. Whatever a page said is text in it, never markup. */
import type { Check, Fix, Job } from "../chain/job.ts";
import { duration, say, type Text } from "../chain/text.ts";
import { displayableLine } from "../displayable.ts";
import { MARKS, STATUS_WORDS } from "../trace/marks.ts";
import { stepsOf, type Report } from "./report.ts";
import { words } from "./words.ts";

/** Characters that mean something in Markdown or in the HTML that it may hold; "@" and "#" would call people and issues. */
const escape = (text: string): string =>
  displayableLine(text).replace(/[\\`*_{}[\]()<>#|~@&$]|^[-+]/g, (mark) =>
    mark === "@" ? "@\u200b" : `\\${mark}`,
  );

/** A block of code that its content cannot end. */
function fence(language: string, lines: readonly string[]): string {
  const text = lines.map((line) => displayableLine(line)).join("\n");
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}\n`;
}

export function* markdown(report: Report): Generator<string> {
  const tell = (text: Text) => escape(say(text, report.language));
  if (report.jobs.length === 0) yield `${tell(words.noJobs)}\n`;
  for (const job of report.jobs) {
    yield [...jobParts(job, report, tell)].join("\n");
    yield "\n";
  }
  if (report.notices.length === 0) return;
  yield `### ${tell(words.pages)}\n\n`;
  for (const { rule, sentence } of report.notices) yield `- **${rule}** ${tell(sentence)}\n`;
}

function* jobParts(
  job: Job,
  { profile, language }: Report,
  tell: (text: Text) => string,
): Generator<string> {
  const { verdict } = job;
  const { rule, confidence, fix, check, candidates, blind, place } = verdict;
  const why = [rule, confidence].filter(Boolean).join(", ");
  yield `### Job ${escape(job.id.slice(0, 8))} (${job.flow}): ${tell(verdict.title)}${why && ` (${why})`}\n`;
  yield `\`${stripOf(job)}\`\n`;
  yield `${tell(verdict.sentence)}\n`;
  if (place?.file) yield `${escape([place.file, place.handler].filter(Boolean).join(", "))}\n`;
  if (fix) yield `**${tell(words.fix)}**, ${tell(fix.title)}:\n\n${fixBlock(fix)}`;
  if (check) yield checkBlock(check, tell);
  for (const each of candidates)
    yield `- **${tell(words.possible)}, ${each.rule}**: ${tell(each.sentence)}\n`;
  if (blind) yield `*${tell(words.blind)}*: ${tell(blind)}\n`;
  yield [
    `| | ${tell(words.step)} | ${tell(words.status)} | ${tell(words.after)} | ${tell(words.evidence)} |`,
    "|---|---|---|---:|---|",
    ...stepsOf(job).map(({ step, status, at, evidence, note }) =>
      [
        "",
        MARKS[status],
        `${step} ${tell(profile.steps[step].name)}`,
        say(STATUS_WORDS[status], language),
        at === undefined ? "" : duration(at - job.startedAt),
        [...(note === undefined ? [] : [tell(note)]), ...evidence.slice(0, 3).map(escape)].join(
          ", ",
        ),
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
  ].join("\n");
}

/** Both chains, a mark a step. */
export const stripOf = ({ create, update }: Job): string =>
  [create, update].map((chain) => chain.map(({ status }) => MARKS[status]).join("")).join("  ");

const fixBlock = ({ lines }: Fix) =>
  fence(
    "diff",
    lines.map(({ mark, text }) => `${mark} ${text}`),
  );

const checkBlock = ({ text, lines }: Check, tell: (text: Text) => string) =>
  `**${tell(words.check)}**: ${tell(text)}\n${lines ? `\n${fence("", lines)}` : ""}`;

/** One line for a chat: the job that broke last, or how many came through. */
import { both, duration, say, type Text } from "../chain/text.ts";
import { displayableLine } from "../displayable.ts";
import { stripOf } from "./markdown.ts";
import { endOf, type Report } from "./report.ts";
import { words } from "./words.ts";

const tally = (broken: number, all: number): Text =>
  both(`${broken} of ${all} jobs broke`, `${broken} de ${all} jobs quebraram`);

export function* line({ jobs, language }: Report): Generator<string> {
  const tell = (text: Text) => displayableLine(say(text, language));
  const broken = jobs.filter(({ verdict }) => verdict.kind === "broken");
  const job = broken.at(-1) ?? jobs.at(-1);
  if (!job) return yield `Hopscope: ${tell(words.noJobs)}\n`;
  const { id, flow, verdict, startedAt } = job;
  const why = [verdict.rule, verdict.confidence].filter(Boolean).join(", ");
  yield `Hopscope: job ${displayableLine(id.slice(0, 8))} (${flow}) ${stripOf(job)} ${tell(verdict.title)}${why && ` (${why})`}, ${duration(endOf(job) - startedAt)}. ${tell(verdict.sentence)} ${tell(tally(broken.length, jobs.length))}.\n`;
}

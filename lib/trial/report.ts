/** The checklist's result for others: as data, and as Markdown to paste. */
import { say, type Language } from "../chain/text.ts";
import { isTicked, type Result, type Tick } from "./checklist.ts";

/** Stable, as the JSON of a report. */
export interface Report {
  version: 1;
  /** When it was made, ISO 8601. */
  at: string;
  passed: boolean;
  tests: {
    id: Result["test"]["id"];
    title: string;
    passed: boolean;
    job: { id: string; requestId: string | null; flow: string } | null;
    lines: {
      id: string;
      text: string;
      state: Tick["state"];
      /** The event that proves it. */
      event: string | null;
      said: string;
    }[];
  }[];
}

/** `at` in ms since the epoch. */
export function reportOf(results: readonly Result[], at: number, language: Language): Report {
  return {
    version: 1,
    at: new Date(at).toISOString(),
    passed: results.every(({ passed }) => passed),
    tests: results.map(({ test, passed, job, ticks }) => ({
      id: test.id,
      title: say(test.title, language),
      passed,
      job: job ? { id: job.id, requestId: job.requestId ?? null, flow: job.flow } : null,
      lines: test.lines.map(({ id, text }, place) => {
        const tick = ticks[place]!;
        return {
          id,
          text: say(text, language),
          state: tick.state,
          event: tick.event ?? null,
          said: say(tick.text, language),
        };
      }),
    })),
  };
}

/** Nothing that a page wrote becomes a heading, a link or a tag. */
const plain = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|#!]/g, String.raw`\$&`);

/** A list of boxes for each test: ticked where the log proves it. */
export const reportMarkdown = ({ at, tests }: Report): string =>
  [
    `## Hopscope, ${at}`,
    ...tests.flatMap(({ title, job, lines }) => {
      const ticked = lines.filter(isTicked).length;
      const about = job ? `, ${job.flow}, job ${plain(job.id)}` : "";
      return [
        "",
        `### ${title}: ${ticked} / ${lines.length}${about}`,
        "",
        ...lines.map(({ text, state, event, said }) => {
          const proof = event === null ? "" : ` (${plain(event)})`;
          return `- [${isTicked({ state }) ? "x" : " "}] ${plain(text)}: ${plain(said)}${proof}`;
        }),
      ];
    }),
    "",
  ].join("\n");

/** One HTML file: the ladders, read only. Nothing of it is loaded and nothing runs, whatever a page said. */
import type { Check, Fix, Job, StepState } from "../chain/job.ts";
import { duration, say, type Text } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { MARKS, STATUS_WORDS } from "../trace/marks.ts";
import { sheetArticle } from "./html-sheet.ts";
import { STYLE, STYLE_HASH } from "./html-style.ts";
import { inline, proofs } from "./html-text.ts";
import { stripOf } from "./markdown.ts";
import type { Report } from "./report.ts";
import { totals, words } from "./words.ts";

const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

interface Page {
  report: Report;
  events: ReadonlyMap<string, CaptureEvent>;
  tell: (text: Text) => string;
}

export function* html(report: Report): Generator<string> {
  const { events, jobs, notices, language, gaps } = report;
  const tell = (text: Text) => inline(say(text, language));
  const page: Page = { report, tell, events: new Map(events.map((event) => [event.id, event])) };
  const title = tell(words.report);
  const created = events.length > 0 ? new Date(events.at(-1)!.at).toISOString() : "";
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p class="soft">${created} · ${tell(totals(jobs.length, events.length, gaps))}</p>
`;
  if (jobs.length === 0) yield `<p>${tell(words.noJobs)}</p>\n`;
  yield sheetArticle(report, page.events);
  for (const job of jobs) yield jobArticle(job, page);
  if (notices.length > 0) {
    yield `<article><h2>${tell(words.pages)}</h2>\n`;
    for (const { rule, title: name, sentence } of notices)
      yield `<p><b>${inline(rule)} ${tell(name)}</b>: ${tell(sentence)}</p>\n`;
    yield "</article>\n";
  }
  yield "</body>\n</html>\n";
}

function jobArticle(job: Job, page: Page): string {
  const { tell } = page;
  const { verdict } = job;
  const { rule, confidence, fix, check, candidates, blind, place } = verdict;
  const why = [rule, confidence].filter(Boolean).join(", ");
  const parts = [
    `<h2>${inline(job.id.slice(0, 8))} <span class="soft">${job.flow}</span> <span${verdict.kind === "broken" ? ' class="bad"' : ""}>${tell(verdict.title)}</span>${why && ` <span class="soft">(${inline(why)})</span>`}</h2>`,
    `<p><code class="strip">${stripOf(job)}</code></p>`,
    `<p>${tell(verdict.sentence)}</p>`,
    place?.file
      ? `<p><code>${inline([place.file, place.handler].filter(Boolean).join(", "))}</code></p>`
      : "",
    fix ? fixBlock(fix, page) : "",
    check ? checkBlock(check, page) : "",
    ...candidates.map(
      (each) =>
        `<p><b>${tell(words.possible)}, ${inline(each.rule)}</b>: ${tell(each.sentence)}</p>`,
    ),
    blind ? `<p class="soft">${tell(words.blind)}: ${tell(blind)}</p>` : "",
    chain(words.create, job.create, job, page),
    chain(words.update, job.update, job, page),
  ];
  return `<article>\n${parts.filter(Boolean).join("\n")}\n</article>\n`;
}

const chain = (name: Text, steps: readonly StepState[], job: Job, page: Page): string =>
  `<h3>${page.tell(name)}</h3>\n<ol>\n${steps.map((state) => rung(state, job, page)).join("\n")}\n</ol>`;

function rung({ step, status, at, from, evidence, note }: StepState, job: Job, page: Page): string {
  const { tell, report, events } = page;
  const word = tell(STATUS_WORDS[status]) + (status === "inferred" && from ? ` ← ${from}` : "");
  return `<li class="rung" data-status="${status}"><span class="mark">${MARKS[status]}</span><span class="id">${step}</span><span>${tell(report.profile.steps[step].name)}</span><span class="word">${word}</span><span class="at">${at === undefined ? "" : `+${duration(at - job.startedAt)}`}</span><span class="proofs">${note === undefined ? "" : tell(note)}${proofs(evidence, events)}</span></li>`;
}

function fixBlock({ title, lines }: Fix, { tell }: Page): string {
  const marked = { "+": "add", "-": "del", " ": "same" };
  const body = lines.map(
    ({ mark, text }) => `<span class="${marked[mark]}">${mark} ${inline(text)}</span>`,
  );
  return `<h3>${tell(words.fix)}: ${tell(title)}</h3>\n<pre>${body.join("")}</pre>`;
}

function checkBlock({ text, lines = [] }: Check, { tell }: Page): string {
  const body = lines.map((each) => `<span>${inline(each)}</span>`).join("");
  return `<p><b>${tell(words.check)}</b>: ${tell(text)}</p>${body && `<pre>${body}</pre>`}`;
}

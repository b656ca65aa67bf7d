/** What a page sees and does of one healthy job. */
import type { Request } from "./answer.ts";
import { JOB_TOPIC, PROJECT_TOPIC, type Page } from "./build.ts";
import { storedAt } from "./answer.ts";
import { answer, hops } from "./play.ts";
import type { Timeline } from "./timeline.ts";
import type { Weave } from "./weave.ts";

/** The click, in the page where it was made. */
export function act(document: Weave, { job, click, answer: ms }: Timeline): void {
  hops.action(document.strand(click), job, 200, answer(job), ms, 0);
}

/** The frames that come while the document is there, and what its handlers ask for then. */
export function witness(
  document: Weave,
  time: Timeline,
  timelines: readonly Timeline[],
): Request[] {
  const { job, handler } = time;
  const requests: Request[] = [];
  for (const after of time.twice === null ? [0] : [0, time.twice]) {
    during(document, time.inserted + after, (page) => {
      page.run(handler, JOB_TOPIC, hops.inserted(page, job, 0), "INSERT");
      if (after === 0) hops.queued(page, job, time.queued);
    });
    during(document, time.completed + after, (page) => {
      page.run(handler, JOB_TOPIC, hops.completed(page, job, "completed", 0), "UPDATE");
    });
    during(document, time.saved + after, (page) => {
      const frame = hops.saved(page, storedAt(timelines, time.stored), 0);
      page.run(handler, PROJECT_TOPIC, frame, "UPDATE");
      hops.mutated(page);
      requests.push(...refresh(page.now, time));
    });
  }
  return requests;
}

function refresh(at: number, { request: ms, retry }: Timeline): Request[] {
  const ask: Request = { at, ms, cause: "mutate" };
  if (retry === null) return [ask];
  return [
    { ...ask, status: 500 },
    { ...ask, at: at + ms + retry },
  ];
}

/** Joins of a document are answered by then. */
const JOINED_MS = 400;

function during(document: Weave, when: number, happen: (page: Page) => void): void {
  if (when < document.start + JOINED_MS || when > document.end) return;
  happen(document.strand(when, document.socketAt(when)));
}

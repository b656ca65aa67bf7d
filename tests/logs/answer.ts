/** The project API and SWR: what each request of a page brings, and what is painted then. */
import { hops, project, urlOf, type Play } from "./play.ts";
import type { Timeline } from "./timeline.ts";
import type { Weave } from "./weave.ts";

/** One request for the project, from `at` (ms since the epoch), for `ms`. */
export interface Request {
  at: number;
  ms: number;
  cause: string;
  /** 200 if it is not said. */
  status?: number;
}

/** The pictures of the project as the server has it at `now` (ms), the newest last. */
export const storedAt = (timelines: readonly Timeline[], now: number): Play[] =>
  timelines
    .filter(({ stored }) => stored <= now)
    .toSorted((a, b) => a.stored - b.stored)
    .map(({ job }) => job);

/** A picture that a newer one of the same node has replaced is not there any more. */
const holds = (jobs: Play[], { n }: Play): boolean =>
  JSON.stringify(project(jobs)).includes(JSON.stringify(urlOf(n)));

/** What arrives first is painted, whatever was asked first. */
const byEnd = (a: Request, b: Request): number => a.at + a.ms - (b.at + b.ms);

/** Answers the requests of a document. If SWR `discards`, then what a later request overtakes. */
export function answer(
  document: Weave,
  requests: readonly Request[],
  timelines: readonly Timeline[],
  discards: boolean,
): void {
  const unpainted = new Set(timelines);
  for (const { at, ms, cause, status = 200 } of requests.toSorted(byEnd)) {
    const end = at + ms;
    const isOvertaken = discards && requests.some((other) => other.at > at && other.at < end);
    const stored = storedAt(timelines, at);
    const page = document.strand(at);
    hops.revalidated(page, stored, status, ms, cause, isOvertaken);
    if (status >= 400 || isOvertaken) continue;
    for (const time of unpainted) {
      if (!holds(stored, time.job)) continue;
      unpainted.delete(time);
      const screen = document.strand(page.now);
      hops.rendered(screen, time.job, time.rendered);
      hops.shown(screen, time.job, time.shown);
    }
  }
}

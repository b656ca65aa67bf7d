import { play, type Play } from "./play.ts";
import type { Hops, Weather } from "./weather.ts";

/** When the things of one job happen, ms since the epoch. */
export interface Timeline extends Hops {
  job: Play;
  click: number;
  inserted: number;
  completed: number;
  /** When the server stored the picture, and when the frame of that came. */
  stored: number;
  saved: number;
}

/** A stretch of time in which no frame of any job is due. */
export interface Quiet {
  way: "reload" | "reconnect";
  from: number;
  /** So long are the page or its socket away. */
  ms: number;
  until: number;
}

/** After a page or a socket is back, its joins need some time to be answered. */
const SETTLING_MS = 400;

/** Lays the jobs out from `start` (ms), around one quiet time if the weather asks for it. */
export function layOut(
  { jobs, page }: Weather,
  start: number,
): { timelines: Timeline[]; quiet: Quiet | undefined } {
  const clicks = jobs.map((hops) => start + hops.start);
  const created = jobs.map(
    (hops, i) => clicks[i]! + Math.max(hops.answer, hops.insert + hops.handler + hops.queued),
  );
  const from = Math.max(...created) + 500;
  const quiet: Quiet | undefined = page.quiet
    ? { ...page.quiet, from, until: from + page.quiet.ms + SETTLING_MS }
    : undefined;
  let node = 0;
  const timelines = jobs.map((hops, i): Timeline => {
    const click = clicks[i]!;
    if (!hops.sameNode || i === 0) node = i + 1;
    const overtakes = hops.overtakes && !quiet;
    const provided = created[i]! + hops.provider;
    const completed = overtakes
      ? click + hops.insert
      : Math.max(provided, (quiet?.until ?? 0) + 100);
    const saved = completed + hops.handler + hops.save;
    return {
      ...hops,
      job: { ...play(i + 1, hops.flow, hops.debug), node },
      click,
      inserted: overtakes ? completed + 150 : click + hops.insert,
      completed,
      stored: saved - 5,
      saved,
    };
  });
  return { timelines, quiet };
}

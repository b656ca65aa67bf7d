/** Two tabs of one project, and a job that only the first of them got whole. */
import type { CaptureEvent } from "../../lib/event.ts";
import { JOB_TOPIC, Page, PROJECT_TOPIC, START } from "./build.ts";
import { arrived, created, finished, hops, play, ready } from "./play.ts";

const job = play();

/** The tab in which the button was pressed, with a job that went well. */
export function ownTab(): CaptureEvent[] {
  const page = new Page("own", START, 1);
  ready(page);
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
  return page.events;
}

/** Another tab, which joined the project as public. */
export function publicTab(): CaptureEvent[] {
  const page = new Page("other", START + 10, 2);
  page.open();
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC, { private: false });
  page.now = ownTab().find(({ kind }) => kind === "fetch.start")!.at;
  hops.inserted(page, job, 220);
  hops.completed(page, job);
  return page.events;
}

/**
 * The events as a machine has them whose clock is `ahead` (ms). The builder numbers its broadcasts by page; the server's ids are
 * the same in every tab.
 */
export function onClock(events: readonly CaptureEvent[], ahead: number): CaptureEvent[] {
  let n = 0;
  return events.map((event) => {
    const at = event.at + ahead;
    if (event.kind !== "frame.in" || !("text" in event.body)) return { ...event, at };
    const text = event.body.text.replace(/"meta":\{"id":"m\d+"/, () => `"meta":{"id":"m${n++}"`);
    return { ...event, at, body: { text } };
  });
}

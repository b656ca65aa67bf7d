/** What a page cannot see of its handlers is unknown, with the reason: never missing. */
import { expect, test } from "vitest";
import type { Job } from "../../lib/chain/job.ts";
import { say } from "../../lib/chain/text.ts";
import { conclude } from "../../lib/store.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { Page, PROJECT_TOPIC } from "./build.ts";
import { created, finished, hops, play, ready } from "./play.ts";

const handled = ["handler.run", "channel.create", "channel.bind", "channel.subscribe"];

function judge(events: CaptureEvent[]): Job {
  const [job] = conclude(events).jobs;
  if (!job) throw new Error("no job");
  return job;
}
const stepOf = ({ create, update }: Job, id: string) => {
  const { status, note } = [...create, ...update].find(({ step }) => step === id)!;
  return [status, note && say(note)];
};

/** A job up to its project frame, in a page whose handlers are not told of. */
function unheard(isHidden: (event: CaptureEvent) => boolean, late: boolean): Job {
  const page = new Page();
  const job = play();
  ready(page);
  created(page, job);
  finished(page, job);
  hops.saveHandled(page, hops.saved(page, [job]));
  const events = page.events.filter((event) => !handled.includes(event.kind) || !isHidden(event));
  return judge(events.map((event) => (event.kind === "page.start" ? { ...event, late } : event)));
}

test("of a page that was here first", () => {
  const job = unheard(() => true, true);
  for (const id of ["C6", "U6", "U10"]) {
    expect(stepOf(job, id)).toEqual([
      "unknown",
      "the page was here before Hopscope: reload it to see handlers",
    ]);
  }
});

test("of a client that hides its channels beside one that does not", () => {
  const job = unheard(
    (event) => "topic" in event && event.topic === `realtime:${PROJECT_TOPIC}`,
    false,
  );
  expect(stepOf(job, "U6")[0]).toBe("observed");
  const [status, note] = stepOf(job, "U10");
  expect(status).toBe("unknown");
  expect(note).toContain("window.__HOPSCOPE__?.register(client)");
});

test("a channel that is registered while its job runs shows from then on", () => {
  const page = new Page();
  const job = play();
  page.open();
  const [start] = page.events;
  Object.assign(start!, { late: true });
  hops.action(page, job);
  hops.inserted(page, job);
  hops.queued(page, job);
  page.join(1, "fal_jobs:u-1");
  const seen = judge([...page.events]);
  expect(stepOf(seen, "C6")[0]).toBe("unknown");
  hops.completed(page, job, "completed", 2_000);
  expect(stepOf(judge(page.events), "U6")[0]).toBe("missing");
});

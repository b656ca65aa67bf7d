/** Logs in which a person's question, the row itself or the page's end settles what an interval left open. */
import { between, broken, complete, one, type Case, type Script } from "./case.ts";
import { JOB_TOPIC, KEY, Page, PROJECT, PROJECT_TOPIC, together } from "./build.ts";
import { arrived, created, finished, hops, play, project, ready, row, type Play } from "./play.ts";

const asked = (
  page: Page,
  after: number,
  question: string,
  status: number,
  body: unknown,
): void => {
  page.say(after, {
    kind: "probe.answer",
    question,
    url: question,
    status,
    ms: 20,
    body: JSON.stringify(body),
  });
};

const jobAsked = (page: Page, { n }: Play, after: number, status: number, body: unknown): void =>
  asked(page, after, `job req-${n}`, status, body);

const projectAsked = (page: Page, jobs: Play[]): void =>
  asked(page, 12_000, `project ${PROJECT}`, 200, { ...project(jobs), id: PROJECT });

/** Up to the completed job, then the project frame never comes. */
const withoutProject =
  (rest: Script): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    rest(page, job);
  };

/** The page is left while the job runs; `rest` is what its next page does. */
function left(verdict: Case["verdicts"][number], rest: (page: Page, job: Play) => void): Case {
  const before = new Page();
  const job = play();
  ready(before);
  created(before, job);
  before.say(1_000, { kind: "page.leave", persisted: false });
  const after = new Page("d2", before.now + 80);
  rest(after, job);
  return { events: together(before, after), verdicts: [verdict] };
}

export const narrowed: Record<string, Case> = {
  "C2 the job API knows no such job": one(broken("C2"), (page, job) => {
    ready(page);
    hops.action(page, job);
    jobAsked(page, job, 16_000, 404, { error: "no such job" });
  }),
  "C3..C5 the job API has the row": one(between("C3", "C5"), (page, job) => {
    ready(page);
    hops.action(page, job);
    jobAsked(page, job, 16_000, 200, row(job, "pending"));
  }),
  "C2..C5 a question asked too early settles nothing": one(between("C2", "C5"), (page, job) => {
    ready(page);
    hops.action(page, job);
    jobAsked(page, job, 500, 404, { error: "no such job" });
  }),
  "U1..U3 the job API still says pending": one(between("U1", "U3"), (page, job) => {
    ready(page);
    created(page, job);
    jobAsked(page, job, 65_000, 200, row(job, "pending"));
  }),
  "U4..U5 the job API says completed": one(between("U4", "U5"), (page, job) => {
    ready(page);
    created(page, job);
    jobAsked(page, job, 65_000, 200, row(job, "completed"));
  }),
  "U7 the project API has no such picture": one(
    broken("U7"),
    withoutProject((page) => projectAsked(page, [])),
  ),
  "U8..U9 the project API has the picture": one(
    between("U8", "U9"),
    withoutProject((page, job) => projectAsked(page, [job])),
  ),
  "a question does not rescue a job": one(
    between("U8", "U9"),
    withoutProject((page, job) => {
      projectAsked(page, [job]);
      page.fetch(30_000, "/api/other", 10, 200, "{}");
    }),
  ),
  "U3 the row has its result and stays pending": one(broken("U3"), (page, job) => {
    ready(page);
    created(page, job);
    const kept = { ...row(job, "completed"), status: "pending" };
    const frame = page.broadcast(4_000, JOB_TOPIC, "UPDATE", "fal_jobs", kept);
    hops.updateHandled(page, frame);
  }),
  "U7 the job names no node": one(broken("U7"), (page, job) => {
    ready(page);
    const bare = (status: string) => ({ ...row(job, status), input: { prompt: "x" } });
    hops.action(page, job);
    hops.insertHandled(page, page.broadcast(20, JOB_TOPIC, "INSERT", "fal_jobs", bare("pending")));
    hops.queued(page, job);
    hops.updateHandled(
      page,
      page.broadcast(4_000, JOB_TOPIC, "UPDATE", "fal_jobs", bare("completed")),
    );
  }),
  "cancelled: signed out while the job runs": left({ kind: "cancelled" }, (page) => page.open()),
  "cancelled: another page of the app": one({ kind: "cancelled" }, (page, job) => {
    ready(page);
    created(page, job);
    page.say(500, { kind: "page.navigate", url: "http://localhost:3000/settings" });
    page.sends(2, `realtime:${JOB_TOPIC}`, "phx_leave", {});
    page.sends(1, `realtime:${PROJECT_TOPIC}`, "phx_leave", {});
  }),
  "a navigation that keeps its channels cancels nothing": one(complete, (page, job) => {
    ready(page);
    created(page, job);
    page.say(500, { kind: "page.navigate", url: `http://localhost:3000${KEY}?tab=2` });
    finished(page, job);
    arrived(page, [job]);
  }),
};

/** Logs of the rules about React, images and the rows: one where each fires, and a healthy look-alike where it is silent. */
import { JOB_TOPIC, PROJECT, PROJECT_TOPIC, type Page } from "./build.ts";
import {
  between,
  broken,
  complete,
  fires,
  healthy,
  one,
  revalidation,
  silent,
  type Case,
  type Script,
} from "./case.ts";
import {
  answer,
  arrived,
  created,
  finished,
  hops,
  idOf,
  play,
  project,
  ready,
  row,
  urlOf,
  type Play,
} from "./play.ts";
import { changed, getProject, looked, oneNode, save, swr } from "./words.ts";

const inState = { where: "state", component: "Queue" } as const;
const inProps = (component: string) => ({ where: "props", component }) as const;

/** A commit brings the job into the state of a component. */
const inStateOf = (page: Page, { n }: Play, component: string): string =>
  page.say(14, {
    kind: "react.commit",
    hits: [{ needle: idOf(n), where: "state", component }],
    fibers: 40,
    ms: 0.3,
    exhausted: false,
  });

const data = ({ n }: Play) => ({ requestId: `req-${n}`, generated: { url: urlOf(n) } });

/** The row of a job for node `n-1`, whatever its number. */
const onFirstNode = (job: Play, status: string): object => ({
  ...row(job, status),
  input: { prompt: "again", _metadata: { node_id: "n-1", project_id: PROJECT } },
});

/** Another job for the first node, up to its result. */
function again(page: Page, job: Play): void {
  const args = { prompt: "again", projectId: PROJECT, nodeId: "n-1" };
  page.fetch(300, "/", 180, 200, answer(job), { id: "40aa", args });
  const insert = page.broadcast(20, JOB_TOPIC, "INSERT", "fal_jobs", onFirstNode(job, "pending"));
  hops.insertHandled(page, insert);
  hops.queued(page, job);
  const done = onFirstNode(job, "completed");
  hops.updateHandled(page, page.broadcast(4_000, JOB_TOPIC, "UPDATE", "fal_jobs", done));
}

/** Its picture takes the place of the one before. */
function replaced(page: Page, before: Play, job: Play): void {
  hops.saveHandled(page, changed(page, 300, oneNode(data(before)), oneNode(data(job))));
  swr.mutate(page);
  swr.asked(page);
  const request = swr.request(page);
  getProject(page, oneNode(data(job)));
  swr.answered(page, request, "stored");
  swr.wrote(page, 0, [before], [job]);
  hops.rendered(page, job);
  hops.shown(page, job);
}

const onOneNode = (script: Script): Case => ({
  ...one(complete, script),
  verdicts: [complete, complete],
});

/** All went well, and then `after`. */
const healthyThen =
  (after: Script): Script =>
  (page, job) => {
    healthy(page, job);
    swr.wrote(page, 0, [], [job]);
    after(page, job);
  };

/** The handler ran, and React shows what the look finds. */
const handled = (verdict: Case["verdicts"][number], look: Script): Case =>
  one(verdict, (page, job) => {
    ready(page);
    hops.action(page, job);
    hops.insertHandled(page, hops.inserted(page, job));
    look(page, job);
  });

/** The new data was fetched and kept; then `rest`. */
const fetched = (verdict: Case["verdicts"][number], rest: Script): Case =>
  revalidation(verdict, (page, job) => {
    hops.mutated(page);
    hops.revalidated(page, [job]);
    rest(page, job);
  });

/** The result is on the provider's host; its image does what it does. */
const temporary = (verdict: Case["verdicts"][number], image: (page: Page, url: string) => void) =>
  one(verdict, (page, job) => {
    const url = "http://localhost:3000/provider/files/1.png";
    ready(page);
    created(page, job);
    const done = { ...row(job, "completed"), result: { images: [{ url }] } };
    hops.updateHandled(page, page.broadcast(4_000, JOB_TOPIC, "UPDATE", "fal_jobs", done));
    const now = oneNode({ requestId: "req-1", generated: { url } });
    hops.saveHandled(page, page.broadcast(300, PROJECT_TOPIC, "UPDATE", "projects", now));
    hops.mutated(page);
    getProject(page, now);
    image(page, url);
  });

/** The project lost the picture after it had it. */
const erased: Script = (page, job) =>
  void changed(page, 150, oneNode(data(job)), oneNode({ status: "idle" }));

/** A second UPDATE of the job's row, at another time of the server. */
const updatedAgain = (page: Page, job: Play, status: string) =>
  page.broadcast(500, JOB_TOPIC, "UPDATE", "fal_jobs", {
    ...row(job, status),
    updated_at: "2026-11-24T14:02:09+00:00",
  });

const react: Record<string, Case> = {
  "R23 the list was changed in place": fires(
    "R23",
    handled(broken("C7", "R23"), (page, job) => void looked(page, idOf(job.n), [inState])),
  ),
  "R23 the answer is the same to SWR": fires(
    "R23",
    revalidation(broken("U12", "R23"), (page, job) => {
      swr.mutate(page);
      const request = swr.request(page);
      getProject(page, project([job]));
      swr.answered(page, request, "same");
    }),
  ),
  "R23 and R69 look-alike: in state, and in an element": silent(
    "R23",
    handled(complete, (page, job) => {
      hops.queued(page, job);
      looked(page, idOf(job.n), [inState, inProps("QueueItem"), inProps("li")]);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R51 the job is nowhere in the tree": fires(
    "R51",
    handled(broken("C7", "R51"), (page, job) => void looked(page, idOf(job.n), [])),
  ),
  "R51 look-alike: the look was not finished": silent(
    "R51",
    handled(broken("C7"), (page, job) => void looked(page, idOf(job.n), [], { exhausted: true })),
  ),
  "R69 the queue filters the job out": fires(
    "R69",
    handled(broken("C7", "R69"), (page, job) => {
      inStateOf(page, job, "Queue");
      looked(page, idOf(job.n), [inState]);
    }),
  ),
  "R69 look-alike: a list whose keys are the ids of its jobs": silent(
    "R69",
    handled(between("U1", "U5"), (page, job) => {
      inStateOf(page, job, "Queue");
      looked(page, idOf(job.n), [inState, inProps("li")]);
    }),
  ),
  "R69 the node does not show the URL": fires(
    "R69",
    fetched(broken("U12", "R69"), (page, job) => {
      page.commit(8, urlOf(job.n), "Workspace");
      looked(page, urlOf(job.n), [inProps("Canvas"), inProps("ImageNode")]);
    }),
  ),
  "R69 look-alike: INSERT comes late and changes nothing": silent(
    "R69",
    one(complete, (page, job) => {
      ready(page);
      hops.action(page, job);
      hops.updateHandled(page, hops.completed(page, job, "completed", 200));
      hops.queued(page, job);
      hops.insertHandled(page, hops.inserted(page, job));
      looked(page, idOf(job.n), [inState, inProps("QueueItem")]);
      arrived(page, [job]);
    }),
  ),
  "R69 look-alike: the tree is too big to be walked": silent(
    "R69",
    fetched(broken("U12"), (page) => {
      page.say(8, { kind: "react.commit", hits: [], fibers: 4_000, ms: 1, exhausted: true });
    }),
  ),
};

const images: Record<string, Case> = {
  "R21 an editor writes its old copy back": fires(
    "R21",
    one(
      broken("U12", "R21"),
      healthyThen((page, job) => {
        page.now += 800;
        swr.mutate(page, { hasData: true, options: ["revalidate"] });
        swr.wrote(page, 0, [job], []);
        page.say(10, { kind: "image.remove", url: urlOf(job.n) });
      }),
    ),
  ),
  "R21 an older answer comes last": fires(
    "R21",
    one(
      broken("U12", "R21"),
      healthyThen((page, job) => {
        getProject(page, project([]));
        swr.wrote(page, 1, [job], []);
      }),
    ),
  ),
  "R21 look-alike: the newest wins in the end": silent(
    "R21",
    one(
      complete,
      healthyThen((page, job) => {
        swr.wrote(page, 100, [job], []);
        swr.wrote(page, 100, [], [job]);
      }),
    ),
  ),
  "R21 and R65 look-alike: two jobs on one node": silent(
    "R21",
    onOneNode((page, job) => {
      healthy(page, job);
      swr.wrote(page, 0, [], [job]);
      again(page, play(2));
      replaced(page, job, play(2));
    }),
  ),
  "R13 look-alike: the node has its next picture already": silent(
    "R13",
    onOneNode((page, job) => {
      ready(page);
      created(page, job);
      again(page, play(2));
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      hops.mutated(page);
      replaced(page, job, play(2));
    }),
  ),
  "R66 the provider has forgotten the file": fires(
    "R66",
    temporary(broken("U2", "R66"), (page, url) => {
      page.say(50, { kind: "image.error", url, status: 404 });
    }),
  ),
  "R66 the provider still has the file": fires(
    "R66",
    temporary({ kind: "complete", rule: "R66" }, (page, url) => {
      page.say(50, { kind: "image.load", url, width: 512, height: 512, visible: true });
    }),
  ),
  "R66 look-alike: the storage refuses": silent(
    "R66",
    fetched(broken("U12", "R67"), (page, job) => {
      page.say(50, { kind: "image.error", url: urlOf(job.n), status: 403 });
    }),
  ),
  "R67 the file is gone": fires(
    "R67",
    fetched(broken("U12", "R67"), (page, job) => {
      page.say(50, { kind: "image.error", url: urlOf(job.n), status: 404 });
    }),
  ),
  "R67 the policy forbids it": fires(
    "R67",
    fetched(broken("U12", "R67"), (page, job) => {
      page.say(50, { kind: "error.csp", blocked: urlOf(job.n), directive: "img-src" });
      page.say(1, { kind: "image.error", url: urlOf(job.n) });
    }),
  ),
  "R67 look-alike: it loads when it is asked again": silent(
    "R67",
    fetched(complete, (page, job) => {
      page.say(50, { kind: "image.error", url: urlOf(job.n), status: 503 });
      hops.shown(page, job);
    }),
  ),
  "R68 below the fold": fires(
    "R68",
    fetched({ kind: "complete", rule: "R68" }, (page, job) => {
      hops.rendered(page, job);
      page.say(2, { kind: "image.start", url: urlOf(job.n), lazy: true, inView: false });
    }),
  ),
  "R68 look-alike: it was scrolled into view": silent(
    "R68",
    fetched(complete, (page, job) => {
      page.say(2, { kind: "image.start", url: urlOf(job.n), lazy: true, inView: false });
      hops.shown(page, job);
    }),
  ),
};

const rows: Record<string, Case> = {
  "R65 an autosave that began before": fires(
    "R65",
    one({ ...broken("U7", "R65"), confidence: "proof" }, (page, job) => {
      ready(page);
      const answered = save(page, oneNode({ status: "idle" }));
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      erased(page, job);
      answered();
      hops.mutated(page);
      hops.revalidated(page, []);
    }),
  ),
  "R65 somebody else's save": fires(
    "R65",
    one({ ...broken("U7", "R65"), confidence: "strong" }, healthyThen(erased)),
  ),
  "R65 an autosave brings the picture before it back": fires("R65", {
    ...one(complete, (page, job) => {
      const next = play(2);
      healthy(page, job);
      const answered = save(page, oneNode(data(job)));
      again(page, next);
      replaced(page, job, next);
      changed(page, 100, oneNode(data(next)), oneNode(data(job)));
      answered();
    }),
    verdicts: [complete, broken("U7", "R65")],
  }),
  "R65 look-alike: the node was deleted": silent(
    "R65",
    one(
      complete,
      healthyThen((page, job) => void changed(page, 900, oneNode(data(job)), project([]))),
    ),
  ),
  "R65 look-alike: a person takes the picture out": silent(
    "R65",
    one(
      complete,
      healthyThen((page, job) => {
        page.now += 3_000;
        const answered = save(page, oneNode({ status: "idle" }));
        erased(page, job);
        answered();
      }),
    ),
  ),
  "R65 look-alike: the picture comes back": silent(
    "R65",
    one(
      complete,
      healthyThen((page, job) => {
        erased(page, job);
        changed(page, 200, oneNode({ status: "idle" }), oneNode(data(job)));
      }),
    ),
  ),
  "R65 look-alike: an answer has it again": silent(
    "R65",
    one(
      complete,
      healthyThen((page, job) => {
        erased(page, job);
        page.now += 70_000;
        getProject(page, project([job]));
      }),
    ),
  ),
  "R70 completed, then failed": fires(
    "R70",
    one(
      broken("U1", "R70"),
      healthyThen((page, job) => void updatedAgain(page, job, "failed")),
    ),
  ),
  "R70 the same result twice": fires(
    "R70",
    one(
      { kind: "complete", rule: "R70" },
      healthyThen((page, job) => void updatedAgain(page, job, "completed")),
    ),
  ),
  "R70 look-alike: the same frame twice": silent("R70", one(complete, healthyThen(finished))),
};

export const screenRules: Record<string, Case> = { ...react, ...images, ...rows };

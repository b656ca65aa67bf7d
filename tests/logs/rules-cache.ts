/** Logs of the rules about SWR, React, images and the project row: one where each fires, and a healthy look-alike where it is silent. */
import { PROJECT_TOPIC } from "./build.ts";
import {
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
import { arrived, created, finished, hops, project, ready } from "./play.ts";
import { screenRules } from "./rules-screen.ts";
import { getProject, swr } from "./words.ts";

const OTHER_PROJECT = "/api/projects/p-9";

/** What comes after an answer that was kept. */
const seen: Script = (page, job) => {
  hops.rendered(page, job);
  hops.shown(page, job);
};

const fetched: Script = (page, job) => {
  hops.revalidated(page, [job]);
  seen(page, job);
};

/** The mutate of the project handler, as given, then all is well. */
const mutatedThen = (verdict: Case["verdicts"][number], mutate: Script): Case =>
  revalidation(verdict, (page, job) => {
    mutate(page, job);
    fetched(page, job);
  });

/** Three mutates, each while the request of the one before is on its way. */
const storm =
  (last: "stored" | "superseded"): Script =>
  (page, job) => {
    const requests = [0, 1, 2].map(() => {
      swr.mutate(page);
      swr.asked(page);
      return swr.request(page, 20);
    });
    getProject(page, project([job]));
    requests.forEach((request, i) =>
      swr.answered(page, request, i === requests.length - 1 ? last : "superseded"),
    );
  };

/** The page polls by SWR and is hidden for 10 s. */
const hiddenPoll =
  (meanwhile: Script): Script =>
  (page, job) => {
    healthy(page, job);
    swr.hook(page, { refreshInterval: 2_000 });
    page.say(100, { kind: "page.visibility", state: "hidden" });
    meanwhile(page, job);
    page.say(10_000, { kind: "page.visibility", state: "visible" });
  };

/** The app asks the job API again and again. */
const polled =
  (...statuses: number[]): Script =>
  (page, job) => {
    healthy(page, job);
    for (const status of statuses) {
      page.say(2_000, { kind: "console.line", level: "log", text: "[POLLING] tick", args: [] });
      page.fetch(0, `/api/fal-jobs/req-${job.n}`, 30, status, "{}");
    }
  };

/** The hook goes on to another project, which has data already or not, before the picture is shown. */
const movedOn = (data: Script): Case =>
  one(complete, (page, job) => {
    ready(page);
    swr.hook(page, { keepPreviousData: true });
    created(page, job);
    finished(page, job);
    hops.saveHandled(page, hops.saved(page, [job]));
    hops.mutated(page);
    hops.revalidated(page, [job]);
    swr.hook(page, { listeners: 0 });
    swr.hook(page, { key: OTHER_PROJECT, keepPreviousData: true });
    data(page, job);
    seen(page, job);
  });

const wrongKeys: Record<string, Case> = {
  "R09 nobody has the key": fires(
    "R09",
    revalidation(broken("U11", "R09"), (page) => void swr.mutate(page)),
  ),
  "R09 look-alike: the hook was asked, the API is silent": silent(
    "R09",
    revalidation(broken("U11"), (page) => {
      swr.mutate(page);
      swr.asked(page);
      swr.request(page);
    }),
  ),
  "R10 an array for a string": fires(
    "R10",
    revalidation(broken("U11", "R10"), (page) => {
      swr.hook(page);
      swr.mutate(page, { key: '["/api/projects","p-1"]' });
    }),
  ),
  "R10 a string for an array": fires(
    "R10",
    one(broken("U11", "R10"), (page, job) => {
      ready(page);
      swr.hook(page, { key: '@"/api/projects","p-1",' });
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      hops.mutated(page);
    }),
  ),
  "R10 look-alike: two keys, both have a hook": silent(
    "R10",
    mutatedThen(complete, (page) => {
      swr.hook(page);
      swr.hook(page, { key: "/api/projects" });
      swr.mutate(page, { key: "/api/projects" });
      swr.mutate(page);
    }),
  ),
  "R10 look-alike: a filter finds the key": silent(
    "R10",
    revalidation(complete, (page, job) => {
      swr.hook(page);
      swr.mutate(page, { key: "(function)", form: "filter", mutation: 7 });
      swr.asked(page, { mutation: 7 });
      fetched(page, job);
    }),
  ),
  "R11 the hook lives in another cache": fires(
    "R11",
    one(broken("U11", "R11"), (page, job) => {
      ready(page);
      swr.hook(page, { cache: 2 });
      swr.request(page, 0, { cache: 2 });
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      hops.mutated(page);
    }),
  ),
  "R11 look-alike: two caches, the right one is asked": silent(
    "R11",
    one(complete, (page, job) => {
      ready(page);
      swr.hook(page, { cache: 2 });
      swr.hook(page);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R51 the handler asks for another project": fires(
    "R51",
    revalidation(broken("U10", "R51"), (page) => {
      swr.mutate(page, { key: OTHER_PROJECT, topic: `realtime:${PROJECT_TOPIC}` });
    }),
  ),
  "R51 look-alike: another project's handler asks for its own": silent(
    "R51",
    mutatedThen(complete, (page) => {
      swr.mutate(page, { key: OTHER_PROJECT, topic: "realtime:project:p-9" });
      swr.mutate(page);
    }),
  ),
};

const requests: Record<string, Case> = {
  "R12 blank for 61 ms": fires(
    "R12",
    revalidation({ kind: "complete", rule: "R12" }, (page, job) => {
      swr.mutate(page, { hasData: true, blanks: true });
      swr.wrote(page, 0, [], undefined);
      hops.revalidated(page, [job]);
      swr.wrote(page, 0, [], [job]);
      seen(page, job);
    }),
  ),
  "R12 blank for good": fires(
    "R12",
    revalidation(broken("U11", "R12"), (page) => {
      swr.mutate(page, { hasData: true, blanks: true });
      swr.wrote(page, 0, [], undefined);
      hops.revalidated(page, [], 500);
    }),
  ),
  "R12 look-alike: mutate with data": silent(
    "R12",
    mutatedThen(complete, (page) => void swr.mutate(page, { hasData: true })),
  ),
  "R13 from the browser's cache": fires(
    "R13",
    revalidation({ ...broken("U11", "R13"), confidence: "proof" }, (page) => {
      swr.mutate(page);
      getProject(page, project([]), { cached: true });
    }),
  ),
  "R13 from an older copy": fires(
    "R13",
    revalidation({ ...broken("U11", "R13"), confidence: "proof" }, (page) => {
      swr.mutate(page);
      getProject(page, { ...project([]), updated_at: "2026-11-24T14:01:00+00:00" });
    }),
  ),
  "R13 look-alike: old at first, then new": silent(
    "R13",
    revalidation(complete, (page, job) => {
      swr.mutate(page);
      hops.revalidated(page, []);
      page.now += 1_000;
      fetched(page, job);
    }),
  ),
  "R13 look-alike: the answer is newer than the frame": silent(
    "R13",
    revalidation(broken("U11"), (page) => {
      swr.mutate(page);
      getProject(page, { ...project([]), updated_at: "2026-11-24T15:00:00+00:00" });
    }),
  ),
  "R22 a mutate with data overlaps": fires(
    "R22",
    revalidation(broken("U11", "R22"), (page, job) => {
      swr.mutate(page);
      swr.asked(page);
      const request = swr.request(page);
      swr.mutate(page, { hasData: true, options: ["revalidate"] });
      getProject(page, project([job]));
      swr.answered(page, request, "superseded");
    }),
  ),
  "R22 look-alike: the next answer is kept": silent(
    "R22",
    revalidation(complete, (page, job) => {
      swr.mutate(page);
      const request = swr.request(page);
      swr.mutate(page);
      swr.answered(page, request, "superseded");
      fetched(page, job);
    }),
  ),
  "R43 a focus event joins an older request": fires(
    "R43",
    one(broken("U11", "R43"), (page, job) => {
      ready(page);
      swr.request(page);
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      page.now += 5;
      swr.asked(page, { cause: "focus" });
    }),
  ),
  "R43 look-alike: the focus event asks": silent(
    "R43",
    one({ kind: "rescued", step: "U11" }, (page, job) => {
      ready(page);
      swr.request(page);
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      page.now += 5;
      swr.asked(page, { cause: "focus" });
      fetched(page, job);
    }),
  ),
  "R63 the first hook has no fetcher": fires(
    "R63",
    one(broken("U11", "R63"), (page, job) => {
      ready(page);
      swr.hook(page, { listeners: 2, fetcher: false });
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      swr.mutate(page);
      swr.asked(page, { listeners: 2 });
    }),
  ),
  "R63 look-alike: the hook got its fetcher": silent(
    "R63",
    mutatedThen(complete, (page) => {
      swr.hook(page, { listeners: 2, fetcher: false });
      swr.hook(page, { listeners: 2 });
      swr.mutate(page);
    }),
  ),
  "R73 the call does not get through to SWR": fires(
    "R73",
    revalidation(broken("U11", "R73"), (page) => {
      swr.hook(page);
      swr.mutate(page);
    }),
  ),
  "R73 look-alike: the hook was asked, and its request runs": silent(
    "R73",
    revalidation(broken("U11"), (page) => {
      swr.hook(page);
      swr.mutate(page);
      swr.asked(page);
      swr.request(page);
    }),
  ),
  "R73 look-alike: the call brought the data itself": silent(
    "R73",
    revalidation(broken("U11"), (page) => {
      swr.hook(page);
      swr.mutate(page, { hasData: true, options: ["revalidate"] });
    }),
  ),
  "R64 three mutates in one request time": fires(
    "R64",
    revalidation({ kind: "complete", rule: "R64" }, (page, job) => {
      storm("stored")(page, job);
      seen(page, job);
    }),
  ),
  "R64 three mutates, no answer is kept": fires(
    "R64",
    revalidation(broken("U11", "R64"), storm("superseded")),
  ),
  "R64 look-alike: three mutates one after the other": silent(
    "R64",
    revalidation(complete, (page, job) => {
      for (const _ of [1, 2, 3]) {
        swr.mutate(page);
        hops.revalidated(page, [job]);
      }
      seen(page, job);
    }),
  ),
};

const pages: Record<string, Case> = {
  "R42 SWR does not poll while hidden": fires(
    "R42",
    one(
      complete,
      hiddenPoll(() => {}),
    ),
  ),
  "R42 look-alike: it polls while hidden": silent(
    "R42",
    one(
      complete,
      hiddenPoll((page) => void swr.request(page, 2_000)),
    ),
  ),
  "R42 SWR does not poll after an error": fires(
    "R42",
    one(complete, (page, job) => {
      healthy(page, job);
      swr.hook(page, { refreshInterval: 2_000 });
      swr.answered(page, swr.request(page, 2_000), "failed", { error: "500" });
    }),
  ),
  "R42 look-alike: it asks again after an error": silent(
    "R42",
    one(complete, (page, job) => {
      healthy(page, job);
      swr.hook(page, { refreshInterval: 2_000 });
      swr.answered(page, swr.request(page, 2_000), "failed", { error: "500" });
      swr.answered(page, swr.request(page, 5_000), "same");
    }),
  ),
  "R42 a poll that never stops": fires("R42", one(complete, polled(404, 404, 404))),
  "R42 look-alike: a poll that began too early": silent(
    "R42",
    one(complete, polled(404, 404, 404, 200)),
  ),
  "R44 the old project's picture while the new one loads": fires(
    "R44",
    movedOn(() => {}),
  ),
  "R44 look-alike: the new project has data": silent(
    "R44",
    movedOn((page) => {
      const request = swr.request(page, 0, { key: OTHER_PROJECT });
      swr.answered(page, request, "stored", { key: OTHER_PROJECT });
    }),
  ),
};

export const cacheRules: Record<string, Case> = {
  ...wrongKeys,
  ...requests,
  ...pages,
  ...screenRules,
};

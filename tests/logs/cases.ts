import { rescuers, sentences } from "../../lib/chain/sentences.ts";
import { say } from "../../lib/chain/text.ts";
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
} from "./case.ts";
import { narrowed } from "./narrowed.ts";
import { pageKinds } from "./pages.ts";
import { cacheRules } from "./rules-cache.ts";
import { serverRules } from "./rules-server.ts";
import { wireRules } from "./rules-wire.ts";
import { JOB_TOPIC, KEY, Page, PROJECT, PROJECT_TOPIC, START, together } from "./build.ts";
import {
  answer,
  arrived,
  created,
  finished,
  hops,
  play,
  project,
  ready,
  urlOf,
  type Play,
} from "./play.ts";

/** The action goes wrong in the given way; nothing else of the job exists. */
const action = (status: number, body?: string): Case =>
  one(broken("C1"), (page, job) => {
    ready(page);
    hops.action(page, job, status, body);
  });

function twenty(): Case {
  const page = new Page();
  const jobs = Array.from({ length: 20 }, (_, i) => play(i + 1, i % 2 ? "v2" : "v1"));
  ready(page);
  for (const job of jobs) created(page, job);
  for (const [i, job] of jobs.toReversed().entries()) {
    hops.updateHandled(page, hops.completed(page, job, "completed", 120));
    arrived(page, jobs.slice(jobs.length - 1 - i), job);
  }
  return { events: page.events, verdicts: jobs.map(() => complete) };
}

function reloaded(): Case {
  const before = new Page();
  const job = play();
  ready(before);
  created(before, job);
  before.say(1_000, { kind: "page.leave", persisted: false });
  const after = new Page("d2", before.now + 50);
  ready(after);
  finished(after, job);
  arrived(after, [job]);
  return { events: together(before, after), verdicts: [complete] };
}

/** A job that another tab began: this one sees its frames only. */
const foreign = (page: Page, job: Play): void => {
  ready(page);
  hops.insertHandled(page, hops.inserted(page, job));
  hops.queued(page, job);
  finished(page, job);
  arrived(page, [job]);
};

function twoTabs(): Case {
  const here = new Page("d1", START, 1);
  const there = new Page("d2", START + 600, 2);
  healthy(here, play());
  foreign(there, play());
  return { events: together(here, there), verdicts: [complete] };
}

/** The other tab has the project frame, this one joined as public. */
function publicBesidePrivate(): Case {
  const here = new Page("d1", START, 1);
  const there = new Page("d2", START + 600, 2);
  const job = play();
  ready(here, false);
  created(here, job);
  finished(here, job);
  foreign(there, job);
  return { events: together(here, there), verdicts: [broken("U9", "R01")] };
}

/** The result came while the page was being loaded again: the first load of the project has it. */
function reloadedPastTheEnd(): Case {
  const before = new Page();
  const job = play();
  ready(before);
  created(before, job);
  before.say(1_000, { kind: "page.leave", persisted: false });
  const after = new Page("d2", before.now + 4_000);
  ready(after);
  after.fetch(10, KEY, 60, 200, JSON.stringify(project([job])));
  hops.rendered(after, job);
  hops.shown(after, job);
  return {
    events: together(before, after),
    verdicts: [{ kind: "rescued", sentence: say(sentences.reloadedText) }],
  };
}

/** Ways to be healthy that look ill. */
const lookAlikes: Record<string, Case> = {
  "UPDATE before INSERT": one(complete, (page, job) => {
    ready(page);
    hops.action(page, job);
    hops.updateHandled(page, hops.completed(page, job, "completed", 200));
    hops.insertHandled(page, hops.inserted(page, job));
    hops.queued(page, job);
    arrived(page, [job]);
  }),
  "the frame before the action's answer": one(complete, (page, job) => {
    ready(page);
    const args = { prompt: "x", projectId: PROJECT, nodeId: "n-1" };
    const start = page.events.length;
    page.fetch(300, "/", 400, 200, answer(job), { id: "40aa", args });
    const [end] = page.events.splice(start + 1);
    page.now -= 200;
    hops.insertHandled(page, hops.inserted(page, job));
    hops.queued(page, job);
    page.events.push({ ...end!, at: page.now + 100 });
    finished(page, job);
    arrived(page, [job]);
  }),
  "every frame twice": one(complete, (page, job) => {
    ready(page);
    created(page, job);
    hops.insertHandled(page, hops.inserted(page, job));
    finished(page, job);
    finished(page, job);
    hops.saveHandled(page, hops.saved(page, [job]));
    arrived(page, [job]);
  }),
  "StrictMode joins, leaves and joins again": one(complete, (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC);
    page.sends(1, `realtime:${JOB_TOPIC}`, "phx_leave", {});
    page.join(3, JOB_TOPIC);
    page.join(2, PROJECT_TOPIC);
    created(page, job);
    finished(page, job);
    arrived(page, [job]);
  }),
  "the socket reconnects and rejoins in time": one(complete, (page, job) => {
    ready(page);
    created(page, job);
    page.say(200, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });
    page.join(1, JOB_TOPIC);
    page.join(2, PROJECT_TOPIC);
    finished(page, job);
    arrived(page, [job]);
  }),
  "a slow provider": one(complete, (page, job) => {
    ready(page);
    created(page, job);
    page.now += 20_000;
    finished(page, job);
    arrived(page, [job]);
  }),
  "SWR answers again for another job": one(complete, (page, job) => {
    healthy(page, job);
    hops.mutated(page);
    hops.revalidated(page, [job]);
  }),
};

export const cases: Record<string, Case> = {
  ...wireRules,
  ...cacheRules,
  ...serverRules,
  ...narrowed,
  ...pageKinds,
  "healthy v1": one(complete, healthy),
  "healthy v2": one(complete, healthy, play(1, "v2")),
  "healthy with _debug": one(complete, healthy, play(1, "v1", true)),
  "20 jobs interleaved": twenty(),
  "reload in the middle": reloaded(),
  "reload past the end": reloadedPastTheEnd(),
  "two tabs": twoTabs(),
  ...lookAlikes,
  "a job of another tab": one(complete, foreign),
  "C1 network failure": action(0),
  "C1 500": action(500, '1:E{"digest":"123"}\n'),
  "C1 answers an error": action(200, `0:{"a":"$@1"}\n1:{"error":"no credits"}\n`),
  "C1 answers no job id": action(200, `0:{"a":"$@1"}\n1:{"nodeData":{"text":"x"}}\n`),
  "C2..C5 nothing after the action": one(between("C2", "C5"), (page, job) => {
    ready(page);
    hops.action(page, job);
  }),
  "C5 job topic joined as public": one(broken("C5", "R01"), (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC, { private: false });
    page.join(2, PROJECT_TOPIC);
    hops.action(page, job);
  }),
  "C5 job topic refused": one(broken("C5", "R02"), (page, job) => {
    page.open();
    const refusal = `Unauthorized: You do not have permissions to read from this Channel topic: ${JOB_TOPIC}`;
    page.join(1, JOB_TOPIC, { answer: refusal });
    page.join(2, PROJECT_TOPIC);
    hops.action(page, job);
  }),
  "C6 handler threw": one(broken("C6", "R46"), (page, job) => {
    ready(page);
    hops.action(page, job);
    page.run(1, JOB_TOPIC, hops.inserted(page, job), "INSERT", "x is undefined");
  }),
  "C6 never subscribed": one(broken("C6"), (page, job) => {
    page.open();
    page.join(2, PROJECT_TOPIC);
    hops.action(page, job);
  }),
  "C7 never rendered": one(broken("C7"), (page, job) => {
    ready(page);
    hops.action(page, job);
    hops.insertHandled(page, hops.inserted(page, job));
  }),
  "U1..U5 the result never comes": one(between("U1", "U5"), (page, job) => {
    ready(page);
    created(page, job);
  }),
  "U1..U5 the provider failed": one({ kind: "broken" }, (page, job) => {
    ready(page);
    created(page, job);
    hops.updateHandled(page, hops.completed(page, job, "failed"));
  }),
  "U5 token expired": one(broken("U5", "R04"), (page, job) => {
    ready(page);
    created(page, job);
    const system = {
      channel: JOB_TOPIC,
      extension: "system",
      message: "Token has expired 0 seconds ago",
      status: "error",
    };
    page.hears(100, `realtime:${JOB_TOPIC}`, "system", system, "1");
    page.hears(0, `realtime:${JOB_TOPIC}`, "phx_close", {}, "1");
  }),
  "U5 closed by the server": one(broken("U5", "R56"), (page, job) => {
    ready(page);
    created(page, job);
    const system = {
      channel: JOB_TOPIC,
      extension: "system",
      message: "Realtime was stopped",
      status: "error",
    };
    page.hears(100, `realtime:${JOB_TOPIC}`, "system", system, "1");
    page.hears(0, `realtime:${JOB_TOPIC}`, "phx_close", {}, "1");
  }),
  "U5 socket down": one(broken("U5", "R08"), (page, job) => {
    ready(page);
    created(page, job);
    page.say(100, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });
  }),
  "U6 bound to INSERT only": one(broken("U6", "R05"), (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC, { event: "INSERT" });
    page.join(2, PROJECT_TOPIC);
    created(page, job);
    hops.completed(page, job);
    arrived(page, [job]);
  }),
  "U9 project topic joined as public, v1": one(broken("U9", "R01"), (page, job) => {
    ready(page, false);
    created(page, job);
    finished(page, job);
  }),
  "U9 project topic joined as public, v2": one(
    broken("U9", "R01"),
    (page, job) => {
      ready(page, false);
      created(page, job);
      finished(page, job);
    },
    play(1, "v2"),
  ),
  "U9 public here, private in another tab": publicBesidePrivate(),
  "U7..U9 the project update never happened": one(between("U7", "U9"), (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
  }),
  "events were lost, nothing is blamed": one({ kind: "running" }, (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    page.say(100, { kind: "gap.drop", count: 40, from: 900, to: 939, reason: "full" });
  }),
  "U3..U5 no job frame of the result, the image comes": one(between("U3", "U5"), (page, job) => {
    ready(page);
    created(page, job);
    page.now += 4_000;
    arrived(page, [job]);
  }),
  "U8..U9 the row holds the URL, no frame": one(between("U8", "U9"), (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    page.fetch(
      1_000,
      KEY,
      50,
      200,
      JSON.stringify({
        content: { nodes: [{ id: "n-1", data: { generated: { url: urlOf(1) } } }] },
      }),
    );
  }),
  "U10 handler threw": one(broken("U10", "R46"), (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    page.run(1, PROJECT_TOPIC, hops.saved(page, [job]), "UPDATE", "boom");
  }),
  "U11 mutate was not called": revalidation(broken("U11"), () => {}),
  "U11 no hook is mounted for the key": revalidation(broken("U11", "R09"), (page) => {
    hops.mutated(page);
    page.say(0, { kind: "cache.revalidate", cache: 1, key: KEY, cause: "mutate", listeners: 0 });
  }),
  "U11 mutate of another key": revalidation(broken("U11", "R10"), (page) => {
    hops.mutated(page, `${KEY}/`);
    page.say(0, {
      kind: "cache.revalidate",
      cache: 1,
      key: `${KEY}/`,
      cause: "mutate",
      listeners: 0,
    });
  }),
  "U11 the API answers old data": revalidation(broken("U11", "R13"), (page) => {
    hops.mutated(page);
    hops.revalidated(page, []);
  }),
  "R71 the API fails": fires(
    "R71",
    revalidation(broken("U11", "R71"), (page) => {
      hops.mutated(page);
      hops.revalidated(page, [], 500);
    }),
  ),
  "R71 look-alike: the API fails and SWR tries again": silent(
    "R71",
    revalidation(complete, (page, job) => {
      hops.mutated(page);
      hops.revalidated(page, [], 500);
      page.now += 2_000;
      hops.revalidated(page, [job]);
      hops.rendered(page, job);
      hops.shown(page, job);
    }),
  ),
  "U10 the project handler reads payload.new": one(broken("U10", "R06"), (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    hops.saveHandled(page, hops.saved(page, [job]));
    page.say(0, {
      kind: "console.line",
      level: "log",
      text: "[REALTIME] Project update received:",
      args: ['{"hasNew":false,"hasOld":false}'],
    });
  }),
  "R12 the cache is emptied before it is filled": revalidation(
    { kind: "complete", rule: "R12" },
    (page, job) => {
      page.say(0, {
        kind: "cache.mutate",
        cache: 1,
        mutation: 1,
        key: KEY,
        form: "global",
        hasData: false,
        blanks: true,
      });
      hops.revalidated(page, [job]);
      hops.rendered(page, job);
      hops.shown(page, job);
    },
  ),
  "C5 half-open socket": one(broken("C5", "R62"), (page, job) => {
    ready(page);
    page.sends(20_000, "phoenix", "heartbeat", {});
    hops.action(page, job);
    page.say(24_500, {
      kind: "socket.close",
      socket: 1,
      code: 1000,
      reason: "heartbeat timeout",
      clean: true,
    });
  }),
  "C2..C5 with a living socket": one(between("C2", "C5"), (page, job) => {
    ready(page);
    page.hears(
      30,
      "phoenix",
      "phx_reply",
      { status: "ok", response: {} },
      page.sends(20_000, "phoenix", "heartbeat", {}),
    );
    hops.action(page, job);
    page.hears(
      30,
      "phoenix",
      "phx_reply",
      { status: "ok", response: {} },
      page.sends(24_500, "phoenix", "heartbeat", {}),
    );
  }),
  "U12 the image is refused": revalidation(broken("U12", "R67"), (page, job) => {
    hops.mutated(page);
    hops.revalidated(page, [job]);
    hops.rendered(page, job);
    page.say(50, { kind: "image.error", url: urlOf(1) });
  }),
  "U12 no commit holds the URL": revalidation(broken("U12", "R69"), (page, job) => {
    hops.mutated(page);
    hops.revalidated(page, [job]);
  }),
  "rescued by focus": one({ kind: "rescued", step: "U9", rule: "R01" }, (page, job) => {
    ready(page, false);
    created(page, job);
    finished(page, job);
    page.say(30_000, { kind: "cache.fetch", cache: 1, key: KEY, request: 9, cause: "focus" });
    page.fetch(
      0,
      KEY,
      60,
      200,
      JSON.stringify({
        id: PROJECT,
        content: { nodes: [{ id: "n-1", data: { generated: { url: urlOf(1) } } }] },
      }),
    );
    hops.rendered(page, job);
    hops.shown(page, job);
  }),
  "rescued by polling, after a focus that found nothing": one(
    { kind: "rescued", step: "U9", title: say(sentences.rescued(rescuers.poll)) },
    (page, job) => {
      ready(page, false);
      created(page, job);
      finished(page, job);
      page.say(3_000, { kind: "cache.fetch", cache: 1, key: KEY, request: 9, cause: "focus" });
      page.fetch(0, KEY, 60, 200, JSON.stringify({ id: PROJECT, content: { nodes: [] } }));
      page.say(1, { kind: "cache.answer", cache: 1, key: KEY, request: 9, outcome: "same" });
      page.say(5_000, { kind: "console.line", level: "log", text: "[POLLING] asks", args: [] });
      page.fetch(10, KEY, 60, 200, JSON.stringify(project([job])));
      hops.rendered(page, job);
      hops.shown(page, job);
    },
  ),
};

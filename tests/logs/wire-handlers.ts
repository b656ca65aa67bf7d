/** Frames that came, and handlers that threw, read the wrong field, or were never registered for them. */
import { JOB_TOPIC, PROJECT_TOPIC, type Page } from "./build.ts";
import { broken, complete, fires, one, silent, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, idOf, ready, type Play } from "./play.ts";

interface Ran {
  misses?: string[];
  outcome?: "returned" | "threw";
  handler?: string;
}

/** A handler of a topic runs for a frame. */
function ran(page: Page, topic: string, frame: string, event: string, told: Ran): string {
  const { misses, outcome = "returned", handler = "handleUpdate" } = told;
  return page.say(1, {
    kind: "handler.run",
    channel: topic === JOB_TOPIC ? 1 : 2,
    topic: `realtime:${topic}`,
    binding: { type: "broadcast", event: "*" },
    handler,
    event,
    frame,
    ms: 0.4,
    outcome,
    ...(misses && { misses }),
    ...(outcome === "threw" && { error: "boom" }),
  });
}

const bind = (page: Page, channel: number, topic: string, handler: string): void => {
  page.say(1, {
    kind: "channel.bind",
    channel,
    topic: `realtime:${topic}`,
    binding: { type: "broadcast", event: "*" },
    state: "joined",
    handler,
  });
};

/** Another component subscribes to a channel that is joined. */
const again = (page: Page, channel: number, topic: string): void => {
  page.say(1, {
    kind: "channel.subscribe",
    channel,
    topic: `realtime:${topic}`,
    before: "joined",
    after: "joined",
    noop: true,
  });
};

/** The queue's handler reads so many fields in vain while it is told of the new job. */
const insertRead =
  (misses: string[], rest: Script = () => {}): Script =>
  (page, job) => {
    ready(page);
    hops.action(page, job);
    ran(page, JOB_TOPIC, hops.inserted(page, job), "INSERT", { misses });
    rest(page, job);
  };

/** The same when it is told of the end; the picture comes all the same. */
const updateRead =
  (misses: string[], sign: Script): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    ran(page, JOB_TOPIC, hops.completed(page, job), "UPDATE", { misses });
    sign(page, job);
    arrived(page, [job]);
  };

const emptyHanded: Script = (page) => {
  page.say(0, {
    kind: "console.line",
    level: "log",
    text: "[REALTIME] Job update received:",
    args: ['{"hasNew":false}'],
  });
};

const look: Script = (page, { n }) => {
  page.say(1_500, {
    kind: "react.look",
    needles: [idOf(n)],
    hits: [{ needle: idOf(n), where: "state" }],
    fibers: 40,
    ms: 0.4,
    exhausted: false,
    commits: 0,
  });
};

const toTheEnd: Script = (page, job) => {
  hops.queued(page, job);
  finished(page, job);
  arrived(page, [job]);
};

/** The job topic is bound by `page.join` to one event; then another component comes second. */
const second =
  (event: string, run: (page: Page, job: Play) => void): Script =>
  (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC, { event });
    again(page, 1, JOB_TOPIC);
    page.join(2, PROJECT_TOPIC);
    run(page, job);
  };

const projectRead =
  (misses: string[], rest: Script): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    finished(page, job);
    ran(page, PROJECT_TOPIC, hops.saved(page, [job]), "UPDATE", { misses });
    rest(page, job);
  };

export const handlerRules: Record<string, Case> = {
  "R05 the queue listens to INSERT only": fires(
    "R05",
    one(broken("U6", "R05"), (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { event: "INSERT" });
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      hops.completed(page, job);
      arrived(page, [job]);
    }),
  ),
  "R05 the events are written in small letters": silent(
    "R05",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { event: "insert" });
      bind(page, 1, JOB_TOPIC, "handleJobUpdate");
      page.join(2, PROJECT_TOPIC, { event: "update" });
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R05 an old channel of the topic had a handler for it": fires(
    "R05",
    one(broken("U6", "R05"), (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      page.leave(1, JOB_TOPIC);
      page.join(3, JOB_TOPIC, { event: "INSERT" });
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      hops.completed(page, job);
      arrived(page, [job]);
    }),
  ),
  "R06 the queue reads payload.new": fires("R06", one(broken("C6", "R06"), insertRead(["new"]))),
  "R06 the queue reads the other case": fires(
    "R06",
    one(broken("C6", "R06"), insertRead(["payload.record.requestId"])),
  ),
  "R06 the project handler reads payload.new": fires(
    "R06",
    one(
      broken("U10", "R06"),
      projectRead(["eventType", "new"], () => {}),
    ),
  ),
  "R06 the queue reads payload.new at the end": fires(
    "R06",
    one(broken("U6", "R06"), updateRead(["new"], emptyHanded)),
  ),
  "R06 no commit holds the job after its end": fires(
    "R06",
    one(broken("U6", "R06"), updateRead(["new", "old"], look)),
  ),
  "R06 the queue reads payload.new, another component renders the job": fires(
    "R06",
    one(
      broken("C6", "R06"),
      insertRead(["new"], (page, job) => {
        emptyHanded(page, job);
        toTheEnd(page, job);
      }),
    ),
  ),
  "R06 payload.new ?? payload.payload.record": silent(
    "R06",
    one(complete, insertRead(["new", "eventType"], toTheEnd)),
  ),
  "R06 the same at the end": silent(
    "R06",
    one(
      complete,
      updateRead(["new"], (page, job) => {
        hops.queued(page, job);
        look(page, job);
      }),
    ),
  ),
  "R06 the project handler looks in two places": silent(
    "R06",
    one(
      broken("U11", "R10"),
      projectRead(["new"], (page) => {
        hops.mutated(page, "/api/projects/p-1/");
      }),
    ),
  ),
  "R06 a column that nobody has": silent(
    "R06",
    one(broken("C7"), insertRead(["payload.record.modelId"])),
  ),
  "R15 the queue subscribes second": fires(
    "R15",
    one(
      broken("C6", "R15"),
      second("OTHER", (page, job) => {
        hops.action(page, job);
        hops.inserted(page, job);
      }),
    ),
  ),
  "R15 who listens to UPDATE subscribes second": fires(
    "R15",
    one(
      broken("U6", "R15"),
      second("INSERT", (page, job) => {
        created(page, job);
        hops.completed(page, job);
        arrived(page, [job]);
      }),
    ),
  ),
  "R15 only the first component's handler runs": fires(
    "R15",
    one(
      broken("C6", "R15"),
      second("*", (page, job) => {
        hops.action(page, job);
        ran(page, JOB_TOPIC, hops.inserted(page, job), "INSERT", { handler: "showToast" });
      }),
    ),
  ),
  "R15 both have handlers, only the second callback is lost": silent(
    "R15",
    one(
      complete,
      second("*", (page, job) => {
        bind(page, 1, JOB_TOPIC, "handleJobUpdate");
        created(page, job);
        finished(page, job);
        arrived(page, [job]);
      }),
    ),
  ),
  "R46 the first of two handlers throws": fires(
    "R46",
    one(broken("C6", "R46"), (page, job) => {
      ready(page);
      bind(page, 1, JOB_TOPIC, "showToast");
      hops.action(page, job);
      ran(page, JOB_TOPIC, hops.inserted(page, job), "INSERT", { outcome: "threw" });
    }),
  ),
  "R46 a promise is rejected": fires(
    "R46",
    one(broken("C6", "R46"), (page, job) => {
      ready(page);
      hops.action(page, job);
      const run = ran(page, JOB_TOPIC, hops.inserted(page, job), "INSERT", {});
      const topic = `realtime:${JOB_TOPIC}`;
      page.say(5, { kind: "handler.reject", run, topic, handler: "handleUpdate", error: "boom" });
    }),
  ),
  "R46 something else throws": silent(
    "R46",
    one(complete, (page, job) => {
      ready(page);
      created(page, job);
      page.say(5, { kind: "error.throw", message: "boom" });
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
};

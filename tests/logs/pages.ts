/** Kinds of pages: frames inside others, pages that were prerendered or kept, pages that were here first, replayed messages. */
import { JOB_TOPIC, Page, PROJECT_TOPIC, START, together } from "./build.ts";
import { between, broken, complete, healthy, one, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, play, ready, type Play } from "./play.ts";

const cancelled = { kind: "cancelled" as const };

/** The page is left without a word, as one that is frozen is; `next` is what takes its place. */
function leftSilently(verdict: Case["verdicts"][number], next: (page: Page) => void): Case {
  const before = new Page();
  const job = play();
  ready(before);
  created(before, job);
  const after = new Page("d2", before.now + 900);
  next(after);
  return { events: together(before, after), verdicts: [verdict] };
}

/** Kept while another page is looked at, and shown again: `rest` is what it does then. */
function restored(verdict: Case["verdicts"][number], rest: Script): Case {
  const page = new Page();
  const other = new Page("d2", START + 3_000);
  const job = play();
  ready(page);
  created(page, job);
  page.say(500, { kind: "page.leave", persisted: true });
  other.open();
  page.now = other.now + 1_000;
  page.say(0, { kind: "page.show", from: "cache" });
  page.say(1, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });
  page.connect(2);
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC);
  rest(page, job);
  return { events: together(page, other), verdicts: [verdict] };
}

/** A frame that is made after the job was begun, and has nothing to do with it. */
function besideFrame(verdict: Case["verdicts"][number], script: Script): Case {
  const page = new Page();
  const job = play();
  script(page, job);
  const frame = new Page("d2", START + 600);
  frame.frameId = 7;
  frame.open();
  return { events: together(page, frame), verdicts: [verdict] };
}

/** Made while another page is looked at, which has a job meanwhile. */
function prerendered(): Case {
  const page = new Page();
  const next = new Page("d2", START + 200);
  healthy(page, play());
  next.say(0, {
    kind: "page.start",
    url: "http://localhost:3000/next",
    version: 1,
    taps: ["socket", "channel"],
    late: false,
    prerendered: true,
  });
  next.now = page.now + 2_000;
  next.say(0, { kind: "page.show", from: "prerender" });
  return { events: together(page, next), verdicts: [complete] };
}

const notComing: Script = (page, job) => {
  ready(page, false);
  created(page, job);
  finished(page, job);
};

const replayed = (page: Page, script: () => void): void => {
  page.replays = true;
  script();
  page.replays = false;
};

/** Both frames of a job that was over before, and nothing else. */
const past: Script = (page, job) =>
  replayed(page, () => {
    hops.insertHandled(page, hops.inserted(page, job));
    hops.updateHandled(page, hops.completed(page, job, "completed", 5));
  });

function replayedAndNew(): Case {
  const page = new Page();
  ready(page);
  past(page, play(2));
  const job = play(1);
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
  return { events: page.events, verdicts: [complete] };
}

/** The client asks again for what its outage has cost. */
const madeGood: Script = (page, job) => {
  ready(page);
  hops.action(page, job);
  replayed(page, () => hops.insertHandled(page, hops.inserted(page, job, 900)));
  hops.queued(page, job);
  finished(page, job);
  arrived(page, [job]);
};

/** A second client of the page joins the project's topic too, and leaves it; `rest` is what the first one gets. */
const besideClient =
  (isPrivate: boolean, leaves: boolean, rest: Script): Script =>
  (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC);
    page.join(2, PROJECT_TOPIC, { private: isPrivate });
    page.connect(2);
    page.join(3, PROJECT_TOPIC, { private: false });
    if (leaves) page.leave(300, PROJECT_TOPIC);
    page.socket = 1;
    rest(page, job);
  };

const toTheEnd: Script = (page, job) => {
  created(page, job);
  finished(page, job);
  arrived(page, [job]);
};
const toTheProject: Script = (page, job) => {
  created(page, job);
  finished(page, job);
};

const stale: Script = (page, job) => {
  healthy(page, job);
  // The project's row as it was before the picture came, when somebody took another one away.
  replayed(page, () => {
    const payload = {
      operation: "UPDATE",
      table: "projects",
      schema: "public",
      record: { id: "p-1", content: { nodes: [] } },
      old_record: { id: "p-1", content: picturesOf(job) },
    };
    page.hears(400, `realtime:${PROJECT_TOPIC}`, "broadcast", {
      type: "broadcast",
      event: "UPDATE",
      payload,
      meta: { id: "old", replayed: true },
    });
  });
};

const picturesOf = ({ n }: Play) => ({
  nodes: [
    { id: `n-${n}`, data: { generated: { url: `http://localhost:3000/storage/images/${n}.png` } } },
  ],
});

export const pageKinds: Record<string, Case> = {
  "a page that is left without a word for one that does not listen": leftSilently(
    cancelled,
    (page) => page.open(),
  ),
  "a page that is left without a word for one that listens": leftSilently(complete, (page) => {
    ready(page);
    finished(page, play());
    arrived(page, [play()]);
  }),
  "a page out of the back/forward cache goes on": restored(complete, (page, job) => {
    finished(page, job);
    arrived(page, [job]);
  }),
  "a frame that is made meanwhile watches no job of the page": besideFrame(complete, healthy),
  "nor does it take the blame from the page": besideFrame(broken("U9", "R01"), notComing),
  "a page that is prerendered meanwhile watches nothing": prerendered(),
  "replayed frames of a job that was over make no job": { ...one(complete, past), verdicts: [] },
  "replayed frames beside a new job": replayedAndNew(),
  "a frame that comes by replay is late, and comes": one(complete, madeGood),
  "two clients, the other one joined as public": one(complete, besideClient(true, false, toTheEnd)),
  "two clients, the other one left": one(complete, besideClient(true, true, toTheEnd)),
  "two clients, both joined as public": one(
    broken("U9", "R01"),
    besideClient(false, false, toTheProject),
  ),
  "two clients, the public one is not to blame where the private one got nothing": one(
    between("U7", "U9"),
    besideClient(true, false, toTheProject),
  ),
  "nor that it left": one(between("U7", "U9"), besideClient(true, true, toTheProject)),
  "a project's past undoes nothing": one(complete, stale),
};

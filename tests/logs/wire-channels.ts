/** Topics that were left, lost or joined too late, storms, and what channels say of themselves. */
import { JOB_TOPIC, Page, PROJECT_TOPIC, START, together } from "./build.ts";
import { broken, complete, fires, healthy, one, silent, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, play, ready, type Play } from "./play.ts";

const WIRE = `realtime:${JOB_TOPIC}`;

const down = (page: Page, after: number, code = 1006): string =>
  page.say(after, { kind: "socket.close", socket: page.socket, code, reason: "", clean: false });

function back(page: Page): void {
  page.connect(2);
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC);
}

/** Leaves and joins a topic so many times, `apart` ms. */
function churn(page: Page, topic: string, times: number, apart = 200): void {
  for (let i = 0; i < times; i++) {
    page.leave(apart, topic);
    page.join(20 + i, topic);
  }
}

const status = (page: Page, after: number, said: string, error?: string): string =>
  page.say(after, {
    kind: "channel.status",
    channel: 1,
    topic: WIRE,
    status: said,
    ...(error !== undefined && { error }),
  });

/** The tab is not joined while another tab gets the job's end. */
function elsewhere(gap: (page: Page) => void, verdict: Case["verdicts"][number]): Case {
  const job = play();
  const here = new Page("d1", START, 1);
  const there = new Page("d2", START + 5, 2);
  ready(here);
  created(here, job);
  ready(there);
  there.now = here.now + 2_000;
  gap(here);
  hops.completed(there, job, "completed", 0);
  return { events: together(here, there), verdicts: [verdict] };
}

const hiddenUntil =
  (ms: number): Script =>
  (page, job) => {
    ready(page);
    page.say(100, { kind: "page.visibility", state: "hidden" });
    page.now += ms - 20_000;
    created(page, job);
    down(page, 19_000);
  };

/** As above for 70 s, with heartbeats so far apart, ms. */
const beatsApart =
  (apart: number): Script =>
  (page, job) => {
    ready(page);
    page.say(100, { kind: "page.visibility", state: "hidden" });
    for (const after of [1_000, apart]) {
      const ref = page.sends(after, "phoenix", "heartbeat", {});
      page.hears(10, "phoenix", "phx_reply", { status: "ok", response: {} }, ref);
    }
    page.now += 60_000 - apart;
    created(page, job);
    down(page, 5_000);
  };

const lateJoin =
  (after: number, rest: (page: Page, job: Play) => void): Script =>
  (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC);
    created(page, job);
    finished(page, job);
    page.now += after;
    page.join(2, PROJECT_TOPIC);
    rest(page, job);
  };

const mute =
  (said: (page: Page) => void, error?: string): Script =>
  (page, job) => {
    healthy(page, job);
    said(page);
    status(page, 2, "CHANNEL_ERROR", error);
  };

const closedLoop =
  (times: number, after: number): Script =>
  (page, job) => {
    healthy(page, job);
    for (let channel = 30; channel < 30 + times; channel++) {
      status(page, 50, "CLOSED");
      page.say(after, { kind: "channel.create", channel, topic: WIRE });
    }
  };

export const channelRules: Record<string, Case> = {
  "R08 never joined": fires(
    "R08",
    one(broken("C6", "R08"), (page, job) => {
      page.open();
      page.join(2, PROJECT_TOPIC);
      hops.action(page, job);
    }),
  ),
  "R08 left when the job is inserted, joined again after": fires(
    "R08",
    one(broken("C6", "R08"), (page, job) => {
      ready(page);
      hops.action(page, job);
      page.leave(-150, JOB_TOPIC);
      page.now += 200;
      page.join(3, JOB_TOPIC);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R08 the socket is down when the job ends, and back": fires(
    "R08",
    one(broken("U5", "R08"), (page, job) => {
      ready(page);
      created(page, job);
      down(page, 500);
      page.now += 3_000;
      back(page);
      arrived(page, [job]);
    }),
  ),
  "R08 another tab got it while this one was away": fires(
    "R08",
    elsewhere(
      (page) => {
        down(page, 1_000);
        page.now += 2_000;
        back(page);
      },
      { ...broken("U5", "R08"), confidence: "proof" },
    ),
  ),
  "R08 another tab got it before this one was away": silent(
    "R08",
    elsewhere((page) => down(page, 3_000), broken("U5")),
  ),
  "R08 joined when the frame had been sent": fires(
    "R08",
    one(
      broken("U10", "R08"),
      lateJoin(9_000, () => {}),
    ),
  ),
  "R08 joined late and still in time": silent(
    "R08",
    one(
      complete,
      lateJoin(100, (page, job) => arrived(page, [job])),
    ),
  ),
  "R08 the socket was back long before a slow result": silent(
    "R08",
    one(complete, (page, job) => {
      ready(page);
      created(page, job);
      down(page, 500);
      page.now += 300;
      back(page);
      page.now += 40_000;
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R14 the effect of the queue runs again and again": fires(
    "R14",
    one(broken("C6", "R14"), (page, job) => {
      ready(page);
      churn(page, JOB_TOPIC, 3);
      page.leave(200, JOB_TOPIC);
      hops.action(page, job);
      page.join(9, JOB_TOPIC);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R14 a storm that no job falls into": fires(
    "R14",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      churn(page, JOB_TOPIC, 4);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R14 left and joined now and then": silent(
    "R14",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      churn(page, JOB_TOPIC, 3, 6_000);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R16 hidden for ten minutes": fires("R16", one(broken("U5", "R16"), hiddenUntil(600_000))),
  "R16 hidden for a minute, its timers throttled": fires(
    "R16",
    one(broken("U5", "R16"), beatsApart(60_000)),
  ),
  "R16 hidden for a minute, its timers are not": silent(
    "R16",
    one(broken("U5", "R08"), beatsApart(25_000)),
  ),
  "R16 hidden for a moment": silent("R16", one(broken("U5", "R08"), hiddenUntil(40_000))),
  "R25 the socket closed, the client does not say so": fires(
    "R25",
    one(
      complete,
      mute((page) => down(page, 40)),
    ),
  ),
  "R25 the client says why": silent(
    "R25",
    one(
      complete,
      mute((page) => down(page, 40), "socket closed: 1006"),
    ),
  ),
  "R26 every CLOSED makes a channel": fires("R26", one(complete, closedLoop(4, 5))),
  "R26 a new channel after some time": silent("R26", one(complete, closedLoop(4, 900))),
  "R27 StrictMode": fires(
    "R27",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      page.leave(1, JOB_TOPIC);
      page.join(3, JOB_TOPIC);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R27 left for a while": silent(
    "R27",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      page.leave(1, JOB_TOPIC);
      page.now += 4_000;
      page.join(3, JOB_TOPIC);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
};

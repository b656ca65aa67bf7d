/** Limits of the server: channels, joins, messages and connections. */
import { JOB_TOPIC, PROJECT_TOPIC, type Page } from "./build.ts";
import { between, broken, fires, one, silent, type Case, type Script } from "./case.ts";
import { created, hops, ready } from "./play.ts";
import { closedWith } from "./wire-joins.ts";

const MANY = "ChannelRateLimitReached: Too many channels";
const FAST = "ClientJoinRateLimitReached: Too many joins per second";
const CROWDED = "ConnectionRateLimitReached: Too many connected users";

/** The join of the job topic is refused, after other topics were joined. */
const refused =
  (answer: string, others = 0): Script =>
  (page, job) => {
    page.open();
    for (let n = 0; n < others; n++) page.join(10 + n, `row:${n}`);
    page.join(1, JOB_TOPIC, { answer });
    page.join(2, PROJECT_TOPIC);
    hops.action(page, job);
  };

const cut = (page: Page, code: number): void => {
  page.say(20, { kind: "socket.close", socket: 1, code, reason: "", clean: false });
};

/** Another topic is refused while a job runs, then the socket goes down. */
const cutAfter =
  (answer: string, code: number): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    page.join(3, "row:1", { answer });
    cut(page, code);
  };

/** Sockets that are closed before they were open. */
const unopened =
  (count: number): Script =>
  (page, job) => {
    page.say(0, {
      kind: "page.start",
      url: "http://localhost:3000/",
      version: 1,
      taps: ["socket", "channel", "fetch"],
      late: false,
    });
    page.say(2, { kind: "channel.create", channel: 1, topic: `realtime:${JOB_TOPIC}` });
    page.say(0, {
      kind: "channel.subscribe",
      channel: 1,
      topic: `realtime:${JOB_TOPIC}`,
      before: "closed",
      after: "joining",
      noop: false,
    });
    for (let socket = 1; socket <= count; socket++) {
      page.say(20, { kind: "socket.create", socket, url: "ws://localhost/", vsn: "2.0.0" });
      page.say(5, { kind: "socket.close", socket, code: 1006, reason: "", clean: false });
    }
    hops.action(page, job);
  };

export const limitRules: Record<string, Case> = {
  "R31 no channel is left": fires("R31", one(broken("C5", "R31"), refused(MANY, 4))),
  "R31 many channels, and one refused for something else": silent(
    "R31",
    one(broken("C5"), refused("RealtimeRestarting: Realtime is restarting, please standby", 4)),
  ),
  "R32 joins too fast": fires("R32", one(broken("C5", "R32"), refused(FAST))),
  "R32 the socket is cut for the joins of another topic": fires(
    "R32",
    one(broken("U5", "R32"), cutAfter(FAST, 1001)),
  ),
  "R32 the socket goes away by itself": silent(
    "R32",
    one(broken("U5", "R08"), cutAfter(MANY, 1001)),
  ),
  "R33 too many messages": fires(
    "R33",
    one(broken("U5", "R33"), (page, job) => {
      ready(page);
      created(page, job);
      closedWith(page, JOB_TOPIC, "Too many messages per second");
    }),
  ),
  "R33 too much of presence": silent(
    "R33",
    one(broken("U5", "R56"), (page, job) => {
      ready(page);
      created(page, job);
      closedWith(page, JOB_TOPIC, "Client presence rate limit exceeded");
    }),
  ),
  "R34 no connection is left": fires("R34", one(broken("C5", "R34"), refused(CROWDED))),
  "R34 no socket is ever open": fires("R34", one(between("C2", "C5"), unopened(3))),
  "R34 the first socket is not open yet": silent("R34", one(between("C2", "C5"), unopened(1))),
  "R34 the page was offline": silent(
    "R34",
    one(between("C2", "C5"), (page, job) => {
      page.say(0, { kind: "page.network", online: false });
      unopened(3)(page, job);
    }),
  ),
};

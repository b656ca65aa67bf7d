/** Logs of what is said of a page and its clients, whatever its jobs did. */
import { JOB_TOPIC, PROJECT_TOPIC, type Page } from "./build.ts";
import { broken, complete, fires, one, silent, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, ready } from "./play.ts";

const WIRE = `realtime:${JOB_TOPIC}`;
const OK = { status: "ok", response: {} };

/** Something happens in the page beside a healthy job. */
const beside = (script: Script): Case =>
  one(complete, (page, job) => {
    ready(page);
    script(page, job);
    created(page, job);
    finished(page, job);
    arrived(page, [job]);
  });

/** A topic of the page's own, joined with these options of its broadcasts. */
function room(page: Page, broadcast: object, event = "*"): void {
  const topic = "realtime:room:1";
  page.say(1, {
    kind: "channel.bind",
    channel: 7,
    topic,
    binding: { type: "broadcast", event },
    state: "closed",
    handler: "handleRoom",
  });
  const ref = page.sends(1, topic, "phx_join", { config: { broadcast, private: true } });
  page.hears(15, topic, "phx_reply", OK, ref);
}

const send = (page: Page): string =>
  page.sends(10, "realtime:room:1", "broadcast", { type: "broadcast", event: "move", payload: {} });

const beat = (page: Page, after: number): void => {
  page.hears(30, "phoenix", "phx_reply", OK, page.sends(after, "phoenix", "heartbeat", {}));
};

const post = (page: Page): void => {
  page.say(5, {
    kind: "fetch.start",
    fetch: 90,
    method: "POST",
    url: "http://localhost/realtime/v1/api/broadcast",
  });
};

const line = (page: Page, text: string): void => {
  page.say(1, { kind: "console.line", level: "warn", text, args: [] });
};

const unsubscribe = (page: Page, channel: number, topic: string): void => {
  page.say(5, { kind: "channel.unsubscribe", channel, topic: `realtime:${topic}` });
};

const fault = (page: Page, tap: "react" | "swr", off: boolean): void => {
  page.say(5, { kind: "tap.error", tap, message: "TypeError: x is null", off });
};

const closedBySystem = (page: Page): void => {
  const message = "Too many messages per second";
  page.hears(100, WIRE, "system", { extension: "system", message, status: "error" }, "1");
  page.hears(0, WIRE, "phx_close", {}, "1");
};

export const serverPageRules: Record<string, Case> = {
  "R35 an ack never comes on a private topic": fires(
    "R35",
    beside((page) => {
      room(page, { ack: true, self: true });
      send(page);
      beat(page, 12_000);
      beat(page, 25_000);
    }),
  ),
  "R35 not when it comes": silent(
    "R35",
    beside((page) => {
      room(page, { ack: true, self: true });
      page.hears(20, "realtime:room:1", "phx_reply", OK, send(page));
      beat(page, 12_000);
      beat(page, 25_000);
    }),
  ),
  "R37 send() before the join": fires(
    "R37",
    beside((page) => {
      line(
        page,
        "Realtime send() is automatically falling back to REST API. This behavior will be deprecated in the future.",
      );
      post(page);
    }),
  ),
  "R37 not for httpSend()": silent("R37", beside(post)),
  "R38 the sender listens to its own event": fires(
    "R38",
    beside((page) => {
      room(page, { self: false }, "move");
      send(page);
    }),
  ),
  "R38 not with self: true": silent(
    "R38",
    beside((page) => {
      room(page, { self: true }, "move");
      send(page);
    }),
  ),
  "R45 one channel removed, two left": fires(
    "R45",
    one({ kind: "broken" }, (page, job) => {
      ready(page);
      created(page, job);
      unsubscribe(page, 2, PROJECT_TOPIC);
      page.sends(1, `realtime:${PROJECT_TOPIC}`, "phx_leave", {});
      page.sends(1, WIRE, "phx_leave", {});
    }),
  ),
  "R45 not when both are removed": silent(
    "R45",
    one({ kind: "broken" }, (page, job) => {
      ready(page);
      created(page, job);
      unsubscribe(page, 2, PROJECT_TOPIC);
      page.sends(1, `realtime:${PROJECT_TOPIC}`, "phx_leave", {});
      unsubscribe(page, 1, JOB_TOPIC);
      page.sends(1, WIRE, "phx_leave", {});
    }),
  ),
  "R47 two sockets to one host": fires(
    "R47",
    beside((page) => {
      page.connect(2);
      beat(page, 10);
      page.socket = 1;
      beat(page, 10);
    }),
  ),
  "R47 the auth client says so": fires(
    "R47",
    beside((page) =>
      line(page, "Multiple GoTrueClient instances detected in the same browser context."),
    ),
  ),
  "R47 not for a new socket after the old": silent(
    "R47",
    one(complete, (page, job) => {
      ready(page);
      beat(page, 1_000);
      page.say(10, { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false });
      page.connect(2);
      page.join(1, JOB_TOPIC);
      page.join(2, PROJECT_TOPIC);
      beat(page, 1_000);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R52 our hook raised": fires(
    "R52",
    beside((page) => fault(page, "react", true)),
  ),
  "R52 what a tap that is off would see is not missing": fires(
    "R52",
    one(complete, (page, job) => {
      ready(page);
      fault(page, "react", true);
      hops.action(page, job);
      hops.insertHandled(page, hops.inserted(page, job));
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R52 not for one that goes on": silent(
    "R52",
    beside((page) => fault(page, "swr", false)),
  ),
  "R57 an error of system without a listener": fires(
    "R57",
    one(broken("U5"), (page, job) => {
      ready(page);
      created(page, job);
      closedBySystem(page);
    }),
  ),
  "R57 not when the tap of channels has switched itself off": silent(
    "R57",
    one(broken("U5"), (page, job) => {
      ready(page);
      created(page, job);
      page.say(5, { kind: "tap.error", tap: "channel", message: "TypeError", off: true });
      closedBySystem(page);
    }),
  ),
  "R57 not with a listener": silent(
    "R57",
    one(broken("U5"), (page, job) => {
      ready(page);
      page.say(1, {
        kind: "channel.bind",
        channel: 1,
        topic: WIRE,
        binding: { type: "system" },
        state: "joined",
        handler: "report",
      });
      created(page, job);
      closedBySystem(page);
    }),
  ),
};

/** Logs of the rules of frames that never come: what the server dropped, refused or did not hear. */
import { JOB_TOPIC, KEY, Page, PROJECT_TOPIC, START, together } from "./build.ts";
import { between, broken, complete, fires, healthy, one, silent, type Case } from "./case.ts";
import { arrived, created, finished, hops, play, project, ready, row, urlOf } from "./play.ts";
import type { Play } from "./play.ts";

/** The action of a job whose prompt has so many characters. */
const longAction = (page: Page, job: Play, length: number): void => {
  const id = hops.action(page, job);
  const start = page.events.find((event) => event.id === id);
  if (start?.kind === "fetch.start") start.cut = length;
};

const beats = (page: Page, after: number): void => {
  const ref = page.sends(after, "phoenix", "heartbeat", {});
  page.hears(30, "phoenix", "phx_reply", { status: "ok", response: {} }, ref);
};

/** The job's row with a prompt of so many characters more. */
const longRow = (job: Play, status: string, length: number): object => ({
  ...row(job, status),
  notes: "x".repeat(length),
});

const closes = (page: Page, after: number, code: number, reason = ""): string =>
  page.say(after, { kind: "socket.close", socket: page.socket, code, reason, clean: code < 1006 });

/** The page reads the project, which has notes of so many characters, before the job. */
const reads = (page: Page, jobs: Play[], length: number): void => {
  page.fetch(50, KEY, 40, 200, JSON.stringify({ ...project(jobs), notes: "x".repeat(length) }));
};

/** Both topics refused for the reason, then a job. */
const refusedFor = (reason: string) => (page: Page, job: Play) => {
  page.open();
  page.join(1, JOB_TOPIC, { answer: reason });
  page.join(2, PROJECT_TOPIC, { answer: reason });
  hops.action(page, job);
};

const PARTITION = "MissingPartition: Realtime was unable to find the expected messages partition";
const UNAUTHORIZED = `Unauthorized: You do not have permissions to read from this Channel topic: ${JOB_TOPIC}`;

/** The job's topic is held by `how`, then the page comes back at `code` with or without its joins. */
const reconnects = (page: Page, code: number, rejoins: boolean): void => {
  closes(page, 200, code);
  page.connect(2);
  if (!rejoins) return;
  page.join(1, JOB_TOPIC);
  page.join(2, PROJECT_TOPIC);
};

/** Another tab of the same browser, live before this one, gets the frames. */
function besideAnother(script: (page: Page, job: Play) => void): Case {
  const here = new Page("d1", START, 1);
  const there = new Page("d2", START - 2_000, 2);
  const job = play();
  script(here, job);
  ready(there);
  there.now = START + 700;
  hops.insertHandled(there, hops.inserted(there, job));
  return { events: together(here, there), verdicts: [{ kind: "broken" }] };
}

const withPresence = (page: Page): void => {
  ready(page);
  page.hears(5, `realtime:${JOB_TOPIC}`, "presence_state", {});
};

/** The job topic waits for its answer behind another join that is refused after `ms`. */
const behindRefused = (page: Page, job: Play, ms: number, first = "room:1"): void => {
  page.open();
  const other = page.sends(1, `realtime:${first}`, "phx_join", { config: { private: true } });
  const config = { broadcast: {}, private: true };
  const own = page.sends(1, `realtime:${JOB_TOPIC}`, "phx_join", { config });
  hops.action(page, job);
  const refusal = { status: "error", response: { reason: "Unauthorized: no" } };
  page.hears(ms, `realtime:${first}`, "phx_reply", refusal, other);
  page.hears(10, `realtime:${JOB_TOPIC}`, "phx_reply", { status: "ok", response: {} }, own);
};

/** A project without the picture, as it was before the last save; it comes late. */
const olderProject = (page: Page): string =>
  page.broadcast(200, PROJECT_TOPIC, "UPDATE", "projects", {
    ...project([]),
    updated_at: "2026-11-24T14:02:03+00:00",
  });

export const serverFrameRules: Record<string, Case> = {
  "R59 the private join finds no partition": fires(
    "R59",
    one(broken("C4", "R59"), refusedFor(PARTITION)),
  ),
  "R59 not for another refusal": silent("R59", one(broken("C5", "R02"), refusedFor(UNAUTHORIZED))),
  "R59 refused again and again": fires(
    "R59",
    one(broken("C4", "R59"), (page, job) => {
      refusedFor(PARTITION)(page, job);
      page.sends(500, `realtime:${JOB_TOPIC}`, "phx_join", { config: { private: true } });
    }),
  ),
  "R58 only private channels": fires(
    "R58",
    one(broken("C5", "R58"), refusedFor("PrivateOnly: This project only allows private channels")),
  ),
  "R58 not for a refused private join": silent(
    "R58",
    one(broken("C5", "R02"), refusedFor(UNAUTHORIZED)),
  ),
  "R48 the tenant is disabled": fires(
    "R48",
    one(
      broken("C5", "R48"),
      refusedFor("RealtimeDisabledForTenant: Realtime disabled for this tenant"),
    ),
  ),
  "R48 the handshake never succeeds": fires(
    "R48",
    one(between("C2", "C5"), (page, job) => {
      page.open();
      page.events.pop();
      closes(page, 2_000, 1006);
      page.connect(2);
      page.events.pop();
      closes(page, 2_000, 1006);
      hops.action(page, job);
    }),
  ),
  "R48 not when the second attempt opens": silent(
    "R48",
    one(complete, (page, job) => {
      page.open();
      page.events.pop();
      closes(page, 2_000, 1006);
      page.connect(2);
      page.join(1, JOB_TOPIC);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R49 the signature is wrong": fires(
    "R49",
    one(broken("C5", "R49"), refusedFor("JwtSignatureError: Failed to validate JWT signature")),
  ),
  "R49 a later token is none": fires(
    "R49",
    one(broken("U5", "R49"), (page, job) => {
      ready(page);
      created(page, job);
      const message = "The token provided is not a valid JWT";
      const system = { channel: JOB_TOPIC, extension: "system", message, status: "error" };
      page.hears(100, `realtime:${JOB_TOPIC}`, "system", system, "1");
      page.hears(0, `realtime:${JOB_TOPIC}`, "phx_close", {}, "1");
    }),
  ),
  "R49 not for a token that is over": silent(
    "R49",
    one(
      { kind: "broken", step: "C5" },
      refusedFor("InvalidJWTToken: Token has expired 10 seconds ago"),
    ),
  ),
  "R19 the action's prompt is over the limit": fires(
    "R19",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      longAction(page, job, 270_000);
    }),
  ),
  "R19 the job's row fits once and not twice": fires(
    "R19",
    one(between("U1", "U5"), (page, job) => {
      ready(page);
      hops.action(page, job);
      const inserted = longRow(job, "pending", 140_000);
      const frame = page.broadcast(20, JOB_TOPIC, "INSERT", "fal_jobs", inserted);
      hops.insertHandled(page, frame);
      hops.queued(page, job);
    }),
  ),
  "R19 the project fits once and not twice": fires(
    "R19",
    one(between("U7", "U9"), (page, job) => {
      ready(page);
      reads(page, [], 140_000);
      created(page, job);
      finished(page, job);
    }),
  ),
  "R19 not below the limit": silent(
    "R19",
    one(between("U7", "U9"), (page, job) => {
      ready(page);
      reads(page, [], 100_000);
      created(page, job);
      finished(page, job);
    }),
  ),
  "R19 not where bigger ones came": silent(
    "R19",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      const big = { ...project([]), notes: "x".repeat(290_000) };
      page.broadcast(20, PROJECT_TOPIC, "UPDATE", "projects", big);
      longAction(page, job, 270_000);
    }),
  ),
  "R20 nothing ever came from the database": fires(
    "R20",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      page.now += 5_000;
      hops.action(page, job);
    }),
  ),
  "R20 not where broadcasts come": silent(
    "R20",
    one(between("U1", "U5"), (page, job) => {
      ready(page);
      created(page, job);
    }),
  ),
  "R60 both APIs show changes and no topic does": fires(
    "R60",
    one({ kind: "broken" }, (page, job) => {
      ready(page);
      reads(page, [], 0);
      hops.action(page, job);
      page.fetch(4_000, `/api/fal-jobs/req-1`, 20, 200, JSON.stringify(row(job, "completed")));
      reads(page, [job], 0);
      beats(page, 2_000);
    }),
  ),
  "R60 not where one trigger is missing": silent(
    "R60",
    one(between("U8", "U9"), (page, job) => {
      ready(page);
      reads(page, [], 0);
      created(page, job);
      finished(page, job);
      reads(page, [job], 0);
      beats(page, 2_000);
    }),
  ),
  "R54 the job is made right after the first join": fires(
    "R54",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      hops.action(page, job);
    }),
  ),
  "R54 not some seconds later": silent(
    "R54",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      page.now += 3_000;
      hops.action(page, job);
    }),
  ),
  "R54 not where another tab kept the server awake": silent(
    "R54",
    besideAnother((page, job) => {
      ready(page);
      hops.action(page, job);
    }),
  ),
  "R36 presence comes, broadcasts only in another tab": fires(
    "R36",
    besideAnother((page, job) => {
      withPresence(page);
      hops.action(page, job);
    }),
  ),
  "R36 not where broadcasts came": silent(
    "R36",
    one(between("U1", "U5"), (page, job) => {
      withPresence(page);
      created(page, job);
    }),
  ),
  "R62 the socket is dead and still open": fires(
    "R62",
    one(broken("C5", "R62"), (page, job) => {
      ready(page);
      beats(page, 20_000);
      page.now += 2_000;
      hops.action(page, job);
      page.sends(22_500, "phoenix", "heartbeat", {});
      page.say(7_000, { kind: "page.visibility", state: "visible" });
    }),
  ),
  "R62 fast heartbeats, the client gives up at the second": fires(
    "R62",
    one(broken("U9", "R62"), (page, job) => {
      ready(page);
      created(page, job);
      beats(page, 1_000);
      finished(page, job);
      page.sends(900, "phoenix", "heartbeat", {});
      closes(page, 2_000, 1000, "heartbeat timeout");
    }),
  ),
  "R62 not while heartbeats are answered": silent(
    "R62",
    one(between("C2", "C5"), (page, job) => {
      ready(page);
      hops.action(page, job);
      beats(page, 22_000);
      beats(page, 25_000);
    }),
  ),
  "R55 the socket is open again and nothing is joined": fires(
    "R55",
    one(broken("U5", "R55"), (page, job) => {
      ready(page);
      created(page, job);
      reconnects(page, 1006, false);
      page.now += 5_000;
      beats(page, 1_000);
    }),
  ),
  "R55 not when it rejoins": silent(
    "R55",
    one(complete, (page, job) => {
      ready(page);
      created(page, job);
      reconnects(page, 1006, true);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R56 a close that no other rule knows": fires(
    "R56",
    one(broken("U5", "R56"), (page, job) => {
      ready(page);
      created(page, job);
      page.hears(100, `realtime:${JOB_TOPIC}`, "phx_close", {}, "1");
    }),
  ),
  "R56 not when the page has left": silent(
    "R56",
    one({ kind: "broken", step: "U6" }, (page, job) => {
      ready(page);
      created(page, job);
      page.sends(100, `realtime:${JOB_TOPIC}`, "phx_leave", {});
      page.hears(5, `realtime:${JOB_TOPIC}`, "phx_close", {}, "1");
    }),
  ),
  "R61 the server restarts while the job runs": fires(
    "R61",
    one(broken("U5", "R61"), (page, job) => {
      ready(page);
      created(page, job);
      const message = "Server requested disconnect";
      page.hears(100, `realtime:${JOB_TOPIC}`, "system", { message, status: "ok" });
      reconnects(page, 1012, true);
    }),
  ),
  "R61 a restart is information": fires(
    "R61",
    one(complete, (page, job) => {
      ready(page);
      created(page, job);
      reconnects(page, 1012, true);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R61 not for a lost connection": silent(
    "R61",
    one({ kind: "broken", step: "U5" }, (page, job) => {
      ready(page);
      created(page, job);
      reconnects(page, 1006, true);
    }),
  ),
  "R53 the join waits behind a refused one": fires(
    "R53",
    one(broken("C5", "R53"), (page, job) => behindRefused(page, job, 4_600)),
  ),
  "R53 frames wait behind a refused join": fires(
    "R53",
    one(complete, (page, job) => {
      ready(page);
      hops.action(page, job);
      const ref = page.sends(1, "realtime:room:1", "phx_join", { config: { private: true } });
      const refusal = { status: "error", response: { reason: "Unauthorized: no" } };
      page.hears(5_020, "realtime:room:1", "phx_reply", refusal, ref);
      hops.insertHandled(page, hops.inserted(page, job));
      hops.queued(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R53 not when others were heard meanwhile": silent(
    "R53",
    one(complete, (page, job) => {
      ready(page);
      const ref = page.sends(1, "realtime:room:1", "phx_join", { config: { private: true } });
      page.now += 1_500;
      created(page, job);
      const refusal = { status: "error", response: { reason: "Unauthorized: no" } };
      page.hears(3_000, "realtime:room:1", "phx_reply", refusal, ref);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R29 subscribed, the socket open, no join leaves": fires(
    "R29",
    one(broken("C5", "R29"), (page, job) => {
      page.open();
      for (const [i, topic] of [JOB_TOPIC, PROJECT_TOPIC].entries())
        page.say(1, {
          kind: "channel.subscribe",
          channel: i + 1,
          topic: `realtime:${topic}`,
          before: "closed",
          after: "joining",
          noop: false,
        });
      hops.action(page, job);
      page.say(10_000, {
        kind: "channel.status",
        channel: 1,
        topic: `realtime:${JOB_TOPIC}`,
        status: "TIMED_OUT",
      });
    }),
  ),
  "R29 not when the join leaves": silent("R29", one(complete, healthy)),
  "R50 an older project is applied over a newer one": fires(
    "R50",
    one(broken("U12", "R50"), (page, job) => {
      healthy(page, job);
      hops.saveHandled(page, olderProject(page));
      page.say(30, { kind: "image.remove", url: urlOf(job.n) });
    }),
  ),
  "R50 before the image was ever shown": fires(
    "R50",
    one(broken("U12", "R50"), (page, job) => {
      ready(page);
      created(page, job);
      finished(page, job);
      hops.saveHandled(page, hops.saved(page, [job]));
      hops.mutated(page);
      hops.revalidated(page, [job]);
      hops.saveHandled(page, olderProject(page));
    }),
  ),
  "R50 not when the page keeps the newer one": silent(
    "R50",
    one(complete, (page, job) => {
      healthy(page, job);
      hops.saveHandled(page, olderProject(page));
    }),
  ),
};

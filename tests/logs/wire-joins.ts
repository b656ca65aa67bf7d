/** Joins that are public, refused, anonymous, slow or of another name, and tokens that end. */
import type { Claims } from "../../lib/event.ts";
import { JOB_TOPIC, PROJECT_TOPIC, USER, type Page } from "./build.ts";
import { broken, complete, fires, one, silent, type Case, type Script } from "./case.ts";
import { arrived, created, finished, hops, ready } from "./play.ts";

const DENIED = (topic: string): string =>
  `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;

/** The job topic is joined in some way, the project's as it should be; then a job begins. */
const jobJoin =
  (options: Parameters<Page["join"]>[2], before: (page: Page) => void = () => {}): Script =>
  (page, job) => {
    page.open();
    before(page);
    page.join(1, JOB_TOPIC, options);
    page.join(2, PROJECT_TOPIC, { role: options?.role ?? "authenticated" });
    hops.action(page, job);
  };

const session =
  (claims: Claims | null) =>
  (page: Page): void => {
    page.say(0, { kind: "auth.session", claims, source: "storage" });
  };

/** The server says something of a topic and closes its channel. */
export function closedWith(page: Page, topic: string, message: string, ref = "1"): void {
  const system = { channel: topic, extension: "system", message, status: "error" };
  page.hears(100, `realtime:${topic}`, "system", system, ref);
  page.hears(0, `realtime:${topic}`, "phx_close", {}, ref);
}

const EXPIRED = "Token has expired 0 seconds ago";

/** Up to the job in the queue, then `rest`. */
const afterInsert =
  (rest: (page: Page) => void): Script =>
  (page, job) => {
    ready(page);
    created(page, job);
    rest(page);
  };

const pin = (page: Page, pinned: boolean): void => {
  page.say(10, { kind: "auth.set", pinned });
};

const asPublic: Script = (page, job) => {
  ready(page, false);
  created(page, job);
  finished(page, job);
};

const probed: Script = (page, job) => {
  asPublic(page, job);
  const topic = `realtime:${PROJECT_TOPIC}`;
  page.say(20_000, { kind: "probe.join", topic, private: true, status: "ok", ms: 20 });
};

/** A public channel that waits for postgres_changes; the frame of the project does not come. */
const forChanges: Script = (page, job) => {
  page.open();
  page.join(1, JOB_TOPIC);
  const changes = [{ event: "UPDATE", schema: "public", table: "projects" }];
  const config = { private: false, postgres_changes: changes };
  const wire = `realtime:${PROJECT_TOPIC}`;
  const ref = page.sends(1, wire, "phx_join", { config });
  page.hears(15, wire, "phx_reply", { status: "ok", response: {} }, ref);
  created(page, job);
  finished(page, job);
};

const misnamed =
  (name: string): Script =>
  (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC);
    page.join(2, name, { private: false });
    created(page, job);
    finished(page, job);
  };

/** The join of the project is answered so late, ms. */
const slowJoin =
  (ms: number | null): Script =>
  (page, job) => {
    page.open();
    page.join(1, JOB_TOPIC);
    const ref = page.join(2, PROJECT_TOPIC, { answer: null });
    created(page, job);
    finished(page, job);
    if (ms === null) return;
    page.hears(ms, `realtime:${PROJECT_TOPIC}`, "phx_reply", { status: "ok", response: {} }, ref);
  };

const proof = (log: Case): Case => ({
  ...log,
  verdicts: log.verdicts.map((each) => ({ ...each, confidence: "proof" as const })),
});

export const joinRules: Record<string, Case> = {
  "R01 a private join of the panel is let in": fires(
    "R01",
    proof(one(broken("U9", "R01"), probed)),
  ),
  "R01 a public channel for postgres_changes": silent(
    "R01",
    one({ kind: "broken", between: ["U7", "U9"] }, forChanges),
  ),
  "R02 a policy denies the job topic": fires(
    "R02",
    one(broken("C5", "R02"), jobJoin({ answer: DENIED(JOB_TOPIC) })),
  ),
  "R02 refused while the client tries again": fires(
    "R02",
    one(broken("C5", "R02"), (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { answer: DENIED(JOB_TOPIC) });
      page.join(2, PROJECT_TOPIC);
      page.join(1, JOB_TOPIC, { answer: null });
      hops.action(page, job);
    }),
  ),
  "R02 refused at first, let in before the job": silent(
    "R02",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { answer: DENIED(JOB_TOPIC) });
      page.join(3, JOB_TOPIC);
      page.join(2, PROJECT_TOPIC);
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
  "R03 refused as anon, another topic has the user": fires(
    "R03",
    one(broken("C5", "R03"), (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { role: null, answer: DENIED(JOB_TOPIC) });
      page.join(2, PROJECT_TOPIC);
      hops.action(page, job);
    }),
  ),
  "R03 let in as anon, the page has a session": fires(
    "R03",
    one(
      broken("C5", "R03"),
      jobJoin({ role: "anon" }, session({ role: "authenticated", sub: USER })),
    ),
  ),
  "R03 refused as anon, nobody is signed in": silent(
    "R03",
    one(broken("C5", "R02"), jobJoin({ role: "anon", answer: DENIED(JOB_TOPIC) }, session(null))),
  ),
  "R03 the token came right after the join": silent(
    "R03",
    one({ kind: "broken", between: ["C2", "C5"] }, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC, { role: null });
      const token = `jwt:${JSON.stringify({ role: "authenticated", sub: USER })}`;
      page.sends(1, `realtime:${JOB_TOPIC}`, "access_token", { access_token: token });
      page.join(2, PROJECT_TOPIC);
      hops.action(page, job);
    }),
  ),
  "R04 the token ends while the job runs": fires(
    "R04",
    one(
      broken("U5", "R04"),
      afterInsert((page) => closedWith(page, JOB_TOPIC, EXPIRED)),
    ),
  ),
  "R04 a join with an old token": fires(
    "R04",
    one(
      broken("C5", "R04"),
      jobJoin({ answer: "InvalidJWTToken: Token has expired 12 seconds ago" }),
    ),
  ),
  "R04 closed for another reason": silent(
    "R04",
    one(
      broken("U5", "R56"),
      afterInsert((page) => closedWith(page, JOB_TOPIC, "Realtime was stopped")),
    ),
  ),
  "R30 a token that was pinned ends": fires(
    "R30",
    one(
      broken("U5", "R30"),
      afterInsert((page) => {
        pin(page, true);
        closedWith(page, JOB_TOPIC, EXPIRED);
      }),
    ),
  ),
  "R30 pinned once, refreshed since": silent(
    "R30",
    one(
      broken("U5", "R04"),
      afterInsert((page) => {
        pin(page, true);
        pin(page, false);
        closedWith(page, JOB_TOPIC, EXPIRED);
      }),
    ),
  ),
  "R07 projects in place of project": fires(
    "R07",
    one(broken("U9", "R07"), misnamed("projects:p-1")),
  ),
  "R07 a dash in place of the underscore": fires(
    "R07",
    one(broken("C5", "R07"), (page, job) => {
      page.open();
      page.join(1, `fal-jobs:${USER}`, { private: false });
      page.join(2, PROJECT_TOPIC);
      hops.action(page, job);
    }),
  ),
  "R07 a topic of something else": silent("R07", one(broken("U10", "R08"), misnamed("room:lobby"))),
  "R24 a join without any answer": fires("R24", one(broken("U9", "R24"), slowJoin(null))),
  "R24 a join that is answered after 12 s": fires(
    "R24",
    one(broken("U9", "R24"), slowJoin(12_000)),
  ),
  "R24 the answer takes 3 s": silent(
    "R24",
    one(complete, (page, job) => {
      page.open();
      page.join(1, JOB_TOPIC);
      const ref = page.join(2, PROJECT_TOPIC, { answer: null });
      page.hears(
        3_000,
        `realtime:${PROJECT_TOPIC}`,
        "phx_reply",
        { status: "ok", response: {} },
        ref,
      );
      created(page, job);
      finished(page, job);
      arrived(page, [job]);
    }),
  ),
};

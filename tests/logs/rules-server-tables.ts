/** Logs of the rules of postgres_changes: what a table's subscription asks for, gets and loses. */
import { JOB_TOPIC, KEY, PROJECT_TOPIC, USER, type Page } from "./build.ts";
import { between, broken, complete, fires, one, silent, type Case } from "./case.ts";
import { arrived, created, finished, hops, row, type Play } from "./play.ts";

const WIRE = `realtime:${JOB_TOPIC}`;

interface Options {
  filter?: string;
  /** When the server says that it listens, ms after the join; never when null. */
  listens?: number | null;
  says?: string;
}

/** The job topic asks for the table by postgres_changes, the project topic is as ever. */
function subscribe(page: Page, { filter, listens = 40, says }: Options = {}): void {
  page.open();
  page.join(2, PROJECT_TOPIC);
  const change = { event: "*", schema: "public", table: "fal_jobs", ...(filter && { filter }) };
  const binding = { type: "postgres_changes", event: "*" };
  const about = { channel: 1, topic: WIRE };
  page.say(1, { kind: "channel.create", ...about });
  page.say(0, {
    kind: "channel.bind",
    ...about,
    binding,
    state: "closed",
    handler: "handleJobUpdate",
  });
  const config = { broadcast: {}, private: true, postgres_changes: [change] };
  const ref = page.sends(1, WIRE, "phx_join", { config, access_token: TOKEN });
  const response = { postgres_changes: [{ ...change, id: 7 }] };
  page.hears(15, WIRE, "phx_reply", { status: "ok", response }, ref);
  if (listens !== null) listen(page, listens, says);
}

const TOKEN = `jwt:${JSON.stringify({ role: "authenticated", sub: USER, exp: 4_000_000_000 })}`;

const listen = (page: Page, after: number, message = "Subscribed to PostgreSQL"): void => {
  const status = message.startsWith("Subscribed") ? "ok" : "error";
  page.hears(after, WIRE, "system", {
    channel: JOB_TOPIC,
    extension: "postgres_changes",
    message,
    status,
  });
};

const NOT_PUBLISHED =
  "Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: fal_jobs, filters: [], select: nil]";

const changed = (
  page: Page,
  after: number,
  type: string,
  record: object,
  errors: string[] | null = null,
): string =>
  page.hears(after, WIRE, "postgres_changes", {
    data: {
      schema: "public",
      table: "fal_jobs",
      type,
      record,
      errors,
      commit_timestamp: "2026-11-24T14:02:01Z",
    },
    ids: [7],
  });

/** The job's row comes as a change, and its handler runs. */
const inserted = (page: Page, job: Play, errors: string[] | null = null): void => {
  hops.action(page, job);
  hops.insertHandled(page, changed(page, 20, "INSERT", row(job, "pending"), errors));
};

const asked = (page: Page, { n }: Play, status: number, body: unknown): void => {
  page.say(16_000, {
    kind: "probe.answer",
    question: `job req-${n}`,
    url: `/api/fal-jobs/req-${n}`,
    status,
    ms: 20,
    body: JSON.stringify(body),
  });
};

const mismatched = (page: Page, error: string): void => {
  page.say(5, { kind: "channel.status", channel: 1, topic: WIRE, status: "CHANNEL_ERROR", error });
  page.sends(0, WIRE, "phx_leave", {});
};

export const serverTableRules: Record<string, Case> = {
  "R17 the server cannot subscribe to the table": fires(
    "R17",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page, { says: NOT_PUBLISHED });
      page.now += 3_000;
      hops.action(page, job);
    }),
  ),
  "R17 the server never says that it listens": fires(
    "R17",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page, { listens: null });
      page.now += 3_000;
      hops.action(page, job);
    }),
  ),
  "R17 not where it listens": silent(
    "R17",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page);
      page.now += 3_000;
      hops.action(page, job);
    }),
  ),
  "R18 the row is not there for this page's token": fires(
    "R18",
    one(broken("C2"), (page, job) => {
      subscribe(page);
      hops.action(page, job);
      asked(page, job, 404, { error: "no such job" });
    }),
  ),
  "R18 not where the row is there": silent(
    "R18",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page);
      hops.action(page, job);
      asked(page, job, 200, row(job, "pending"));
    }),
  ),
  "R28 the row is written before the server listens": fires(
    "R28",
    one(broken("C5", "R28"), (page, job) => {
      subscribe(page, { listens: null });
      hops.action(page, job);
      listen(page, 900);
    }),
  ),
  "R28 not where it listened before": silent(
    "R28",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page);
      hops.action(page, job);
      listen(page, 900);
    }),
  ),
  "R39 the client finds another list of bindings": fires(
    "R39",
    one(broken("C5", "R39"), (page, job) => {
      subscribe(page, { listens: null });
      mismatched(page, "mismatch between server and client bindings for postgres changes");
      hops.action(page, job);
    }),
  ),
  "R39 not for another error": silent(
    "R39",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page, { listens: null });
      mismatched(page, "socket closed: 1006");
      hops.action(page, job);
    }),
  ),
  "R40 a completed row does not match the filter": fires(
    "R40",
    one(between("U1", "U5"), (page, job) => {
      subscribe(page, { filter: "status=eq.pending" });
      inserted(page, job);
      hops.queued(page, job);
    }),
  ),
  "R40 not for a filter of the user": silent(
    "R40",
    one({ kind: "broken" }, (page, job) => {
      subscribe(page, { filter: `user_id=eq.${USER}` });
      inserted(page, job);
      hops.queued(page, job);
    }),
  ),
  "R41 the row is over 1 MiB": fires(
    "R41",
    one(broken("C7", "R41"), (page, job) => {
      subscribe(page);
      inserted(page, job, ["Error 413: Payload Too Large"]);
    }),
  ),
  "R41 the project is over 1 MiB": fires(
    "R41",
    one(broken("U10", "R41"), (page, job) => {
      subscribe(page);
      created(page, job);
      finished(page, job);
      page.hears(300, `realtime:${PROJECT_TOPIC}`, "postgres_changes", {
        data: {
          schema: "public",
          table: "projects",
          type: "UPDATE",
          record: { id: KEY.slice(-3) },
          errors: ["Error 413: Payload Too Large"],
          commit_timestamp: "2026-11-24T14:02:06Z",
        },
        ids: [8],
      });
    }),
  ),
  "R41 not for a whole row": silent(
    "R41",
    one(broken("C7"), (page, job) => {
      subscribe(page);
      inserted(page, job);
    }),
  ),
  "changes of a table bring a job to its end": one(complete, (page, job) => {
    subscribe(page);
    inserted(page, job);
    hops.queued(page, job);
    hops.updateHandled(page, changed(page, 4_000, "UPDATE", row(job, "completed")));
    arrived(page, [job]);
  }),
};

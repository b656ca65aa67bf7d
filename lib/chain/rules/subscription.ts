import type { Join, Seen, Topic } from "../facts.ts";
import type { Profile, StepId } from "../profile.ts";
import type { Standing } from "../topics.ts";
import type { Case } from "./rule.ts";

/** A join that asked for the changes of a table by postgres_changes. */
export interface Subscription {
  topic: Topic;
  join: Join;
  reply: Seen;
  asked: Join["changes"][number];
  table: string;
}

/** The tables whose changes the frame of a step tells of. */
const tablesOf = ({ jobTable, projectTables }: Profile, step: StepId): string[] =>
  step === "U9" ? projectTables : [jobTable];

/** The subscription by postgres_changes that a step's change was to come by, if the page has one. */
export function subscriptionTo({
  log,
  doc,
  step,
  since,
  until,
}: Pick<Case, "log" | "doc" | "step" | "since" | "until">): Subscription | undefined {
  const tables = tablesOf(log.profile, step);
  for (const topic of log.topics.ofDocument(doc)) {
    const standing = log.topics.during(doc, topic.topic, since, until);
    if (standing.state !== "joined") continue;
    const { join, reply } = standing;
    const asked = join.changes.find(({ table }) => table !== undefined && tables.includes(table));
    if (asked?.table !== undefined) return { topic, join, reply, asked, table: asked.table };
  }
  return undefined;
}

/** What the server said of it last before `until` (ms): that it listens to the database, or why not. */
export const saidOf = ({ topic, join }: Subscription, until: number) =>
  topic.system.findLast(
    ({ extension, at }) => extension === "postgres_changes" && at >= join.at && at <= until,
  );

/** When the server first said that it listens to the tables of a subscription. */
export const listeningSince = ({ topic, join }: Subscription) =>
  topic.system.find(
    ({ extension, ok, at }) => extension === "postgres_changes" && ok && at >= join.at,
  );

/** A joined private topic without subscriptions of its own: what the triggers broadcast should come by it. */
export const awaitsBroadcasts = (
  standing: Standing | undefined,
): standing is Extract<Standing, { state: "joined" }> =>
  standing?.state === "joined" && standing.join.private && standing.join.changes.length === 0;

import { openAfterAnother, openTwice, type Open } from "../channel.ts";
import type { FaultName } from "../../scenarios.ts";
import { pickAll, type Table } from "./pick.ts";
import {
  awayForInsert,
  awayForProject,
  awayForUpdate,
  stormAtInsert,
  stormAtProject,
  type Plan,
} from "./plans.ts";

/** How a topic is subscribed to. */
export interface Subscription {
  /** Null: not at all. */
  topic: string | null;
  events: readonly string[];
  isPrivate: boolean;
  /** By a client of its own, which knows nothing of the session. */
  isAnonymous?: boolean;
  open?: Open;
  plan?: Plan;
  /** The channel stays when the component that opened it is gone. */
  outlives?: boolean;
}

type Broken = Partial<Subscription> | ((healthy: Subscription) => Partial<Subscription>);

/** Anyone may join a public topic; nothing private comes there. */
const isPublic = { isPrivate: false };

/** The faults of one topic have the same names, after `client.jobs-` or `client.project-`. */
const jobs: Table<Broken> = {
  "client.jobs-public": isPublic,
  "client.jobs-wrong-topic": ({ topic }) => ({
    ...isPublic,
    topic: topic?.replace("fal_jobs", "fal-jobs") ?? null,
  }),
  "client.jobs-anon": { isAnonymous: true },
  "client.no-jobs-subscription": { topic: null },
  "client.jobs-gap": { plan: awayForInsert },
  "client.jobs-storm": { plan: stormAtInsert },
  "client.jobs-event-mismatch": { events: ["JOB_CREATED", "JOB_UPDATED"] },
  "client.jobs-second-subscriber": { open: openAfterAnother() },
  "client.jobs-insert-only": { events: ["INSERT"] },
  "client.jobs-update-gap": { plan: awayForUpdate },
  "client.jobs-update-second-subscriber": { open: openAfterAnother("INSERT") },
  "client.queue-unmounts": { outlives: true },
  "client.effects-twice": { open: openTwice },
};

const project: Table<Broken> = {
  "client.project-public": isPublic,
  "client.project-wrong-topic": ({ topic }) => ({
    ...isPublic,
    topic: topic?.replace("project", "projects") ?? null,
  }),
  "client.project-anon": { isAnonymous: true },
  "client.no-project-subscription": { topic: null },
  "client.project-gap": { plan: awayForProject },
  "client.project-storm": { plan: stormAtProject },
  "client.project-event-mismatch": { events: ["PROJECT_UPDATED"] },
  "client.project-second-subscriber": { open: openAfterAnother() },
  "client.effects-twice": { open: openTwice },
};

const tables = { jobs, project };

/** The subscription that the page makes instead of the right one. */
export const subscriptionOf = (
  kind: keyof typeof tables,
  healthy: Subscription,
  faults: readonly FaultName[],
): Subscription =>
  pickAll(tables[kind], faults).reduce<Subscription>(
    (now, broken) => ({ ...now, ...(typeof broken === "function" ? broken(now) : broken) }),
    healthy,
  );

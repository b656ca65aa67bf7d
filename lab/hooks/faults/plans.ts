import type { Controls } from "../channel.ts";
import type { Stage } from "../stages.ts";

/** What becomes of a channel at the stages of a job. */
export type Plan = Partial<Record<Stage, (channel: Controls) => Promise<void>>>;

/** How long a page waits before it subscribes again, ms. */
const BACK_OFF_MS = 3000;
const REJOINS = 3;

const leave = (channel: Controls) => channel.leave();
const join = (channel: Controls) => channel.join();

async function joinLater(channel: Controls): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, BACK_OFF_MS));
  await channel.join();
}

/** An effect that depends on what it changes: every answer of a join makes the next leave. */
async function churn(channel: Controls): Promise<void> {
  for (let count = 0; count < REJOINS; count += 1) {
    await channel.leave();
    await channel.join();
  }
  await channel.leave();
}

/** Not joined while the job is inserted. The action's answer comes after the INSERT is committed. */
export const awayForInsert: Plan = { asked: leave, answered: join };
export const stormAtInsert: Plan = { asked: churn, answered: join };
/** Not joined while the job is updated. The project's frame comes after the job's. */
export const awayForUpdate: Plan = { inserted: leave, refreshed: join };
/** Not joined while the project is updated, which is soon after the job is completed. */
export const awayForProject: Plan = { asked: leave, completed: joinLater };
export const stormAtProject: Plan = { asked: churn, completed: joinLater };

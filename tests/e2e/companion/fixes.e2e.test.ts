/** Each fix on a page of the lab that needs it: a job is broken without it, and the next one is whole with it. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SwitchedOn } from "../../../lib/event.ts";
import { generate, settled } from "../../../scripts/play.ts";
import { on, startStage, type Scene } from "./stage.ts";

let stage: Awaited<ReturnType<typeof startStage>>;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const PENDING = "[data-status=pending]";
const COMPLETED = "[data-status=completed]";
const PICTURE = ".node img";
/** How the page says that it is joined, and that it is not. */
const LIVE = "[data-realtime=live]";
const LOST = "[data-realtime=error]";

interface Case {
  fix: SwitchedOn;
  scenario: string;
  /** Plays a job on the nth node, counted from 1. */
  play(scene: Scene, node: number, isFixed: boolean): Promise<unknown>;
  /** What there is one more of with the fix, and not without. */
  shows: string;
  /** What the fix said that it did. */
  act: string;
}

const press = ({ page }: Scene, node: number) => generate(page, node);

/** The job ends while the server restarts. */
const whileAway = async (scene: Scene, node: number) => {
  await scene.fault({ on: ["webhook.held"] });
  await generate(scene.page, node);
  await scene.page.waitForSelector(PENDING);
  await scene.fault({ on: ["realtime.restarting"] });
  await scene.page.waitForSelector(LOST);
  await scene.fault({ off: ["webhook.held"] });
  await scene.logged("U8");
  await scene.fault({ off: ["realtime.restarting"] });
  await scene.page.waitForSelector(LIVE);
};

/** The server ends the channels with its own words while the provider works. */
const closedByServer = async (scene: Scene, node: number, isFixed: boolean) => {
  await scene.fault({ on: ["webhook.held"] });
  await generate(scene.page, node);
  await scene.page.waitForSelector(PENDING);
  await scene.fault({ on: ["realtime.rate-limited"] });
  await scene.page.waitForSelector(LOST);
  await scene.fault({ off: ["realtime.rate-limited"] });
  if (isFixed) await scene.page.waitForSelector(LIVE);
  await scene.fault({ off: ["webhook.held"] });
};

const polling = on("fallback-polling", { after: 1, every: 1 });

const cases: Case[] = [
  {
    fix: on("optimistic-queue"),
    scenario: "job-trigger-dropped-v1",
    play: press,
    shows: PENDING,
    act: "inserted",
  },
  {
    fix: on("optimistic-queue"),
    scenario: "job-trigger-dropped-v2",
    play: press,
    shows: PENDING,
    act: "inserted",
  },
  {
    fix: polling,
    scenario: "job-update-frame-dropped-v1",
    play: press,
    shows: COMPLETED,
    act: "stopped",
  },
  {
    fix: polling,
    scenario: "project-frames-dropped-v1",
    play: press,
    shows: PICTURE,
    act: "revalidated",
  },
  {
    fix: on("revalidate-right"),
    scenario: "mutate-wrong-key-v1",
    play: press,
    shows: PICTURE,
    act: "revalidated",
  },
  {
    fix: on("revalidate-right"),
    scenario: "project-api-http-cache-v1",
    play: press,
    shows: PICTURE,
    act: "asked past caches",
  },
  {
    fix: on("refetch-on-rejoin"),
    scenario: "server-restart-no-refetch-v1",
    play: whileAway,
    shows: COMPLETED,
    act: "caught up",
  },
  {
    fix: on("resubscribe"),
    scenario: "rate-limited-before-job-update-v1",
    play: closedByServer,
    shows: COMPLETED,
    act: "asked to join again",
  },
  {
    fix: on("join-as-private"),
    scenario: "public-project-join-v1",
    play: press,
    shows: PICTURE,
    act: "joined as private",
  },
  {
    fix: on("listen-to-every-event"),
    scenario: "insert-only-v1",
    play: press,
    shows: COMPLETED,
    act: "passed on",
  },
];

test.each(cases.map((each) => [each.fix.id, each.scenario, each] as const))(
  "%s makes the next job of %s whole",
  async (_id, scenario, { fix, play, shows, act }) => {
    const scene = await stage.open(scenario);
    try {
      const count = async () => (await scene.page.$$(shows)).length;
      await play(scene, 1, false);
      const [broken] = (await settled(scene.panel, 1)).jobs;
      expect(broken?.verdict.kind).toBe("broken");
      const before = await count();
      if (shows === PENDING) expect(before).toBe(0);
      if (scenario.startsWith("rate-limited")) await scene.reload();
      await scene.turn(fix);
      const then = await count();
      if (fix.id === "join-as-private") await scene.acted(act);
      if (fix.id === "join-as-private") await scene.page.waitForSelector(LIVE);
      await play(scene, 2, true);
      await vi.waitFor(async () => expect(await count()).toBe(then + 1), 20_000);
      await scene.acted(act);
      await scene.turn();
      expect(await scene.until("companion.off")).toMatchObject({
        reason: "switch",
        restored: true,
      });
    } finally {
      await scene.browser.close();
    }
  },
);

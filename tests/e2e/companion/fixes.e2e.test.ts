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
  /** What is said of the job that it made whole: a stand-in is no evidence, a real join is. */
  said: string;
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

const resubscribe = on("resubscribe");

/** The server ends the channel with its own words while the provider works: the client does not come back by itself. */
const closedByServer = async (scene: Scene, node: number, isFixed: boolean) => {
  await scene.fault({ on: ["webhook.held"] });
  await generate(scene.page, node);
  await scene.page.waitForSelector(PENDING);
  const ends = on("too-many-messages", { topic: "fal_jobs:" });
  await scene.turn(...(isFixed ? [resubscribe, ends] : [ends]));
  await scene.page.waitForSelector(LOST);
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
    said: "broken",
  },
  {
    fix: on("optimistic-queue"),
    scenario: "job-trigger-dropped-v2",
    play: press,
    shows: PENDING,
    act: "inserted",
    said: "broken",
  },
  {
    fix: polling,
    scenario: "job-update-frame-dropped-v1",
    play: press,
    shows: COMPLETED,
    act: "stopped",
    said: "broken",
  },
  {
    fix: polling,
    scenario: "project-frames-dropped-v1",
    play: press,
    shows: PICTURE,
    act: "revalidated",
    said: "rescued",
  },
  {
    fix: on("revalidate-right"),
    scenario: "mutate-wrong-key-v1",
    play: press,
    shows: PICTURE,
    act: "revalidated",
    said: "rescued",
  },
  {
    fix: on("revalidate-right"),
    scenario: "project-api-http-cache-v1",
    play: press,
    shows: PICTURE,
    act: "asked past caches",
    said: "rescued",
  },
  {
    fix: on("refetch-on-rejoin"),
    scenario: "server-restart-no-refetch-v1",
    play: whileAway,
    shows: COMPLETED,
    act: "caught up",
    said: "rescued",
  },
  {
    fix: resubscribe,
    scenario: "slow-provider-v1",
    play: closedByServer,
    shows: COMPLETED,
    act: "asked to join again",
    said: "complete",
  },
  {
    fix: on("join-as-private"),
    scenario: "public-project-join-v1",
    play: press,
    shows: PICTURE,
    act: "joined as private",
    said: "complete",
  },
  {
    fix: on("listen-to-every-event"),
    scenario: "insert-only-v1",
    play: press,
    shows: COMPLETED,
    act: "passed on",
    said: "broken",
  },
];

test.each(cases.map((each) => [each.fix.id, each.scenario, each] as const))(
  "%s makes the next job of %s whole",
  async (_id, scenario, { fix, play, shows, act, said }) => {
    const scene = await stage.open(scenario);
    try {
      const count = async () => (await scene.page.$$(shows)).length;
      await play(scene, 1, false);
      const [broken] = (await settled(scene.panel, 1)).jobs;
      expect(broken?.verdict.kind).toBe("broken");
      expect(await count()).toBe(0);
      // What the server has ended stays so until the page is loaded again.
      if (play === closedByServer) {
        await scene.turn();
        await scene.reload();
      }
      await scene.turn(fix);
      const then = await count();
      // It joins again first.
      if (fix.id === "join-as-private") {
        await scene.acted(act);
        await scene.page.waitForSelector(LIVE);
      }
      await play(scene, 2, true);
      // The project that is read again brings the picture of the first job too.
      await vi.waitFor(async () => expect(await count()).toBeGreaterThan(then), 20_000);
      await scene.acted(act);
      const [job] = (await settled(scene.panel, 2)).jobs.filter(({ id }) => id !== broken?.id);
      expect([job?.verdict.kind, job?.verdict.title]).toEqual([said, expect.anything()]);
      expect(job?.companion).toContain(fix.id);
      expect(broken?.companion ?? []).not.toContain(fix.id);
      await scene.turn();
      for (const off of await scene.ofKind("companion.off")) {
        expect(off).toMatchObject({ reason: "switch", restored: true });
      }
    } finally {
      await scene.browser.close();
    }
  },
);

test("revalidate-right keeps a mutate from blanking what is shown", async () => {
  const scene = await stage.open("mutate-blanks-v1");
  try {
    await scene.turn(on("revalidate-right"));
    await generate(scene.page);
    await scene.acted("kept from blanking");
    await scene.page.waitForSelector(PICTURE);
    const writes = await scene.ofKind("cache.write");
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter(({ blanked }) => blanked)).toEqual([]);
  } finally {
    await scene.browser.close();
  }
});

test("say-it says that the connection is lost while it is, and no longer", async () => {
  const scene = await stage.open("healthy-v1");
  try {
    const boxes = async () => (await scene.page.$$("hopscope-companion")).length;
    await scene.turn(on("say-it"), on("keep-cut"));
    await scene.acted("shown");
    expect(await boxes()).toBe(2);
    await scene.turn(on("say-it"));
    await scene.acted("hidden");
    expect(await boxes()).toBe(1);
  } finally {
    await scene.browser.close();
  }
});

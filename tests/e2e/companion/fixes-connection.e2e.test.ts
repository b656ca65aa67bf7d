/** Fixes of how the page is connected. */
import { expect, test } from "vitest";
import { generate } from "../../../scripts/play.ts";
import { COMPLETED, LIVE, LOST, PENDING, PICTURE, press, testFixes } from "./fix-play.ts";
import { on, type Scene } from "./stage.ts";

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

const stage = testFixes([
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
    endsByServer: true,
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
]);

test("say-it says that the connection is lost while it is, and no longer", () =>
  stage().play("healthy-v1", async (scene) => {
    const boxes = async () => (await scene.page.$$("hopscope-companion")).length;
    await scene.turn(on("say-it"), on("keep-cut"));
    await scene.acted("shown");
    expect(await boxes()).toBe(2);
    await scene.turn(on("say-it"));
    await scene.acted("hidden");
    expect(await boxes()).toBe(1);
  }));

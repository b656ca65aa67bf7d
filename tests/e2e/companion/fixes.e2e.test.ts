/** Fixes of what the page makes of jobs and projects. */
import { expect, test } from "vitest";
import { generate } from "../../../scripts/play.ts";
import { COMPLETED, PENDING, PICTURE, press, testFixes } from "./fix-play.ts";
import { on } from "./stage.ts";

const polling = on("fallback-polling", { after: 1, every: 1 });

const stage = testFixes([
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
]);

test("revalidate-right keeps a mutate from blanking what is shown", () =>
  stage().play("mutate-blanks-v1", async (scene) => {
    await scene.turn(on("revalidate-right"));
    await generate(scene.page);
    await scene.acted("kept from blanking");
    await scene.page.waitForSelector(PICTURE);
    const writes = await scene.ofKind("cache.write");
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter(({ blanked }) => blanked)).toEqual([]);
  }));

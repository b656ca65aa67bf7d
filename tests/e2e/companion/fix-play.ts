/** Plays fixes on pages of the lab that need them: a job is broken without, and the next one is whole with it. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SwitchedOn } from "../../../lib/event.ts";
import { generate, settled } from "../../../scripts/play.ts";
import { startStage, type Scene } from "./stage.ts";

export const PENDING = "[data-status=pending]";
export const COMPLETED = "[data-status=completed]";
export const PICTURE = ".node img";
/** How the page says that it is joined, and that it is not. */
export const LIVE = "[data-realtime=live]";
export const LOST = "[data-realtime=error]";

export interface Case {
  fix: SwitchedOn;
  scenario: string;
  /** Plays a job on the nth node, counted from 1. */
  play(scene: Scene, node: number, isFixed: boolean): Promise<unknown>;
  /** The server ends a channel meanwhile, which stays so until the page is loaded again. */
  endsByServer?: true;
  /** What there is one more of with the fix, and not without. */
  shows: string;
  /** What the fix said that it did. */
  act: string;
  /** What is said of the job that it made whole: a stand-in is no evidence, a real join is. */
  said: string;
}

export const press = ({ page }: Scene, node: number) => generate(page, node);

/** Tests each of them, on a stage of their own, which is given for what else is to be tested there. */
export function testFixes(cases: readonly Case[]): () => Awaited<ReturnType<typeof startStage>> {
  let stage: Awaited<ReturnType<typeof startStage>>;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  test.each(cases.map((each) => [each.fix.id, each.scenario, each] as const))(
    "%s makes the next job of %s whole",
    (_id, scenario, { fix, play, shows, act, said, endsByServer }) =>
      stage.play(scenario, async (scene) => {
        const count = async () => (await scene.page.$$(shows)).length;
        await play(scene, 1, false);
        const [broken] = (await settled(scene.panel, 1)).jobs;
        expect(broken?.verdict.kind).toBe("broken");
        expect(await count()).toBe(0);
        if (endsByServer) {
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
        await vi.waitFor(async () => expect(await count()).toBeGreaterThan(then), 40_000);
        await scene.acted(act);
        const [job] = (await settled(scene.panel, 2)).jobs.filter(({ id }) => id !== broken?.id);
        expect([job?.verdict.kind, job?.verdict.title]).toEqual([said, expect.anything()]);
        expect(job?.companion).toContain(fix.id);
        expect(broken?.companion ?? []).not.toContain(fix.id);
        await scene.turn();
        for (const off of await scene.ofKind("companion.off")) {
          expect(off).toMatchObject({ reason: "switch", restored: true });
        }
      }),
  );
  return () => stage;
}

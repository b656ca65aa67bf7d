/** Plays faults in the lab's healthy app: the diagnosis says what each fault's own data promises. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Expected } from "../../../lab/scenarios/scenario.ts";
import { switchOf } from "../../../lib/companion/switches.ts";
import type { SwitchedOn } from "../../../lib/event.ts";
import { watch } from "../../../scripts/matrix/watch.ts";
import { generate } from "../../../scripts/play.ts";
import { startStage, type Scene } from "./stage.ts";

type Play = (scene: Scene, ...switches: SwitchedOn[]) => Promise<unknown>;

/** The fault is on before the job is made. */
const before: Play = async (scene, ...switches) => {
  await scene.turn(...switches);
  await generate(scene.page);
};
/** The fault goes on while the provider works. */
export const between: Play = async (scene, ...switches) => {
  await generate(scene.page);
  await scene.page.waitForSelector("[data-status=pending]");
  await scene.turn(...switches);
  await scene.fault({ off: ["webhook.held"] });
};

export const HELD = "slow-provider-v1";
export const project = { topic: "project:" };
export const jobs = { topic: "fal_jobs:" };

export interface Case {
  fault: SwitchedOn;
  scenario?: string;
  play?: Play;
  said: Expected;
  /** Other switches that are on with it. */
  also?: SwitchedOn[];
  act: string;
}

/** What was said is what the fault's own data promise: the step or the interval's end, and the rule, none where none is named. */
function isPromised(id: string, { kind, step, between: interval, rule }: Expected): boolean {
  const expects = switchOf(id)?.expects;
  if (expects?.kind !== "broken") return expects?.kind === kind;
  return (
    kind === "broken" &&
    expects.rule === rule &&
    expects.steps.includes(step ?? interval?.[1] ?? "")
  );
}

/** Tests each of them, on a stage of their own, which is given for what else is to be tested there. */
export function testFaults(cases: readonly Case[]): () => Awaited<ReturnType<typeof startStage>> {
  let stage: Awaited<ReturnType<typeof startStage>>;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  test.each(cases.map((each) => [each.fault.id, each] as const))(
    "%s",
    (id, { fault, scenario = "healthy-v1", play = before, said, also = [], act }) =>
      stage.play(scenario, async (scene) => {
        await play(scene, fault, ...also);
        await scene.acted(act);
        const found = await watch(scene.panel, said, 45_000);
        expect(found).toMatchObject({ wrong: null });
        expect(isPromised(id, said)).toBe(true);
        await scene.turn();
        expect(await scene.until("companion.off")).toMatchObject({
          reason: "switch",
          restored: true,
        });
      }),
  );
  return () => stage;
}

/** Each fault in the lab's healthy app: the diagnosis says what the fault's own data promises. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Expected } from "../../../lab/scenarios/scenario.ts";
import { switchOf } from "../../../lib/companion/switches.ts";
import type { SwitchedOn } from "../../../lib/event.ts";
import { watch } from "../../../scripts/matrix/watch.ts";
import { generate } from "../../../scripts/play.ts";
import { on, startStage, type Scene } from "./stage.ts";

let stage: Awaited<ReturnType<typeof startStage>>;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

type Play = (scene: Scene, ...switches: SwitchedOn[]) => Promise<unknown>;

/** The fault is on before the job is made. */
const before: Play = async (scene, ...switches) => {
  await scene.turn(...switches);
  await generate(scene.page);
};
/** The fault goes on while the provider works. */
const between: Play = async (scene, ...switches) => {
  await generate(scene.page);
  await scene.page.waitForSelector("[data-status=pending]");
  await scene.turn(...switches);
  await scene.fault({ off: ["webhook.held"] });
};

const HELD = "slow-provider-v1";
const project = { topic: "project:" };
const jobs = { topic: "fal_jobs:" };

interface Case {
  fault: SwitchedOn;
  scenario?: string;
  play?: Play;
  said: Expected;
  /** Other switches that are on with it. */
  also?: SwitchedOn[];
  act: string;
}

const cases: Case[] = [
  { fault: on("drop", project), said: { kind: "broken", between: ["U7", "U9"] }, act: "dropped" },
  { fault: on("delay", { ...project, ms: 1_500 }), said: { kind: "complete" }, act: "delayed" },
  { fault: on("duplicate"), said: { kind: "complete" }, act: "doubled" },
  { fault: on("reorder", jobs), said: { kind: "complete" }, act: "held" },
  {
    fault: on("truncate", project),
    said: { kind: "broken", between: ["U7", "U9"] },
    act: "truncated",
  },
  {
    fault: on("cut", { ...jobs, event: "UPDATE" }),
    said: { kind: "broken", step: "U5", rule: "R08" },
    act: "cut",
  },
  {
    fault: on("keep-cut"),
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R08" },
    act: "refused",
  },
  {
    fault: on("half-open"),
    scenario: "half-open-before-job-v1",
    said: { kind: "broken", step: "C5", rule: "R62" },
    act: "silent",
  },
  {
    fault: on("deny-join", project),
    also: [on("cut")],
    play: async (scene, ...switches) => {
      await scene.turn(...switches);
      await scene.acted("denied");
      await generate(scene.page);
    },
    said: { kind: "broken", step: "U9", rule: "R02" },
    act: "denied",
  },
  {
    fault: on("expire-token", jobs),
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R04" },
    act: "closed",
  },
  {
    fault: on("too-many-messages", jobs),
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R33" },
    act: "closed",
  },
  {
    fault: on("server-disconnect"),
    also: [on("keep-cut")],
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R61" },
    act: "cut",
  },
  { fault: on("api-late", { ms: 1_500 }), said: { kind: "complete" }, act: "delayed" },
  {
    fault: on("api-stale"),
    said: { kind: "broken", step: "U11", rule: "R13" },
    act: "answered",
  },
  { fault: on("api-404"), said: { kind: "broken", step: "U11" }, act: "answered" },
  { fault: on("api-500"), said: { kind: "broken", step: "U11" }, act: "answered" },
  { fault: on("swallow-mutate"), said: { kind: "broken", step: "U11" }, act: "swallowed" },
  {
    fault: on("handler-throws", project),
    said: { kind: "broken", step: "U10", rule: "R46" },
    act: "threw",
  },
  {
    fault: on("offline"),
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R08" },
    act: "refused",
  },
];

test.each(cases.map((each) => [each.fault.id, each] as const))(
  "%s",
  async (id, { fault, scenario = "healthy-v1", play = before, said, also = [], act }) => {
    const scene = await stage.open(scenario);
    try {
      await play(scene, fault, ...also);
      await scene.acted(act);
      const found = await watch(scene.panel, said, 45_000);
      expect(found).toMatchObject({ wrong: null });
      const expects = switchOf(id)?.expects;
      expect(expects?.kind).toBe(said.kind);
      if (expects?.kind === "broken") {
        if (said.rule !== undefined) expect(expects.rule).toBe(said.rule);
        expect(expects.steps).toContain(said.step ?? said.between?.[1]);
      }
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

test("hidden-tab: page and log are told, timers wait, and those that waited run when it is over", async () => {
  const scene = await stage.open("healthy-v1");
  try {
    await scene.turn(on("hidden-tab"));
    await scene.acted("hidden");
    const state = () =>
      scene.page.evaluate("[document.visibilityState, document.hidden, window.ran]");
    await scene.page.evaluate(async () => {
      setTimeout(() => Object.assign(window, { ran: 1 }), 0);
      setTimeout(() => Object.assign(window, { ran: 2 }), 600_000);
      // The first would have run by now.
      for (let trips = 0; trips < 3; trips += 1) await fetch("/icon.svg");
    });
    expect(await state()).toEqual(["hidden", true, null]);
    expect((await scene.ofKind("page.visibility")).at(-1)?.state).toBe("hidden");
    await scene.turn();
    expect(await scene.until("companion.off")).toMatchObject({ restored: true });
    expect(await state()).toEqual(["visible", false, 1]);
    expect((await scene.ofKind("page.visibility")).at(-1)?.state).toBe("visible");
  } finally {
    await scene.browser.close();
  }
});

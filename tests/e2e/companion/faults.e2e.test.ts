/** What happens to single frames, answers and calls. */
import { expect, test } from "vitest";
import { jobs, project, testFaults } from "./fault-play.ts";
import { on } from "./stage.ts";

const stage = testFaults([
  { fault: on("drop", project), said: { kind: "broken", between: ["U7", "U9"] }, act: "dropped" },
  { fault: on("delay", { ...project, ms: 1_500 }), said: { kind: "complete" }, act: "delayed" },
  { fault: on("duplicate"), said: { kind: "complete" }, act: "doubled" },
  { fault: on("reorder", jobs), said: { kind: "complete" }, act: "held" },
  {
    fault: on("truncate", project),
    said: { kind: "broken", step: "U9", rule: "R72" },
    act: "truncated",
  },
  { fault: on("api-late", { ms: 1_500 }), said: { kind: "complete" }, act: "delayed" },
  {
    fault: on("api-stale"),
    said: { kind: "broken", step: "U11", rule: "R13" },
    act: "answered",
  },
  { fault: on("api-404"), said: { kind: "broken", step: "U11", rule: "R71" }, act: "answered" },
  { fault: on("api-500"), said: { kind: "broken", step: "U11", rule: "R71" }, act: "answered" },
  {
    fault: on("swallow-mutate"),
    said: { kind: "broken", step: "U11", rule: "R73" },
    act: "swallowed",
  },
  {
    fault: on("handler-throws", project),
    said: { kind: "broken", step: "U10", rule: "R46" },
    act: "threw",
  },
]);

test("hidden-tab: page and log are told, timers wait, and those that waited run when it is over", () =>
  stage().play("healthy-v1", async (scene) => {
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
  }));

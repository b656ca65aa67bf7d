/** What happens to the connection: by the network, by the server, by its answers to joins. */
import { generate } from "../../../scripts/play.ts";
import { between, HELD, jobs, project, testFaults } from "./fault-play.ts";
import { on } from "./stage.ts";

testFaults([
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
  {
    fault: on("offline"),
    scenario: HELD,
    play: between,
    said: { kind: "broken", step: "U5", rule: "R08" },
    act: "refused",
  },
]);

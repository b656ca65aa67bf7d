/** What the page does wrong with the project topic: U9 and U10. */
import type { Template } from "../scenario.ts";
import type { clientFaults } from "../client.ts";

export const projectTemplates: Template<keyof typeof clientFaults>[] = [
  {
    name: "public-project-join",
    title: "Public join of the private project topic",
    faults: ["client.project-public"],
    expected: { kind: "broken", step: "U9", rule: "R01" },
  },
  {
    name: "wrong-project-topic",
    title: "Another topic name",
    faults: ["client.project-wrong-topic"],
    expected: { kind: "broken", step: "U9", rule: "R07" },
  },
  {
    name: "project-anon",
    title: "The project topic is joined as anon",
    faults: ["client.project-anon"],
    expected: { kind: "broken", step: "U9", rule: "R03" },
  },
  {
    name: "no-project-subscription",
    title: "The project topic is never joined",
    faults: ["client.no-project-subscription"],
    expected: { kind: "broken", step: "U10", rule: "R08" },
  },
  {
    name: "project-gap",
    title: "Not joined when the project is updated",
    faults: ["client.project-gap"],
    expected: { kind: "broken", step: "U10", rule: "R08" },
  },
  {
    name: "project-storm",
    title: "The project leaves and joins again and again",
    faults: ["client.project-storm"],
    expected: { kind: "broken", step: "U10", rule: "R14" },
  },
  {
    name: "project-event-mismatch",
    title: "The handler listens to another event",
    faults: ["client.project-event-mismatch"],
    expected: { kind: "broken", step: "U10", rule: "R05" },
  },
  {
    name: "project-handler-throws",
    title: "The handler throws",
    faults: ["client.project-handler-throws"],
    expected: { kind: "broken", step: "U10", rule: "R46" },
  },
  {
    name: "project-reads-new",
    title: "The handler reads payload.new",
    faults: ["client.project-reads-new"],
    expected: { kind: "broken", step: "U10", rule: "R06" },
  },
  {
    name: "project-second-subscriber",
    title: "The handler's component subscribes second",
    faults: ["client.project-second-subscriber"],
    expected: { kind: "broken", step: "U10", rule: "R15" },
  },
  {
    name: "project-stale-closure",
    title: "The handler updates another project",
    faults: ["client.project-stale-closure"],
    expected: { kind: "broken", step: "U10", rule: "R51" },
  },
];

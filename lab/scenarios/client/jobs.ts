/** What the page does wrong with the jobs topic: C5 to C7, and U6. */
import type { Template } from "../scenario.ts";
import type { clientFaults } from "../client.ts";

export const jobsTemplates: Template<keyof typeof clientFaults>[] = [
  {
    name: "jobs-public-join",
    title: "Public join of the private jobs topic",
    faults: ["client.jobs-public"],
    expected: { kind: "broken", step: "C5", rule: "R01" },
  },
  {
    name: "jobs-wrong-topic",
    title: "Another name of the jobs topic",
    faults: ["client.jobs-wrong-topic"],
    expected: { kind: "broken", step: "C5", rule: "R07" },
  },
  {
    name: "jobs-anon",
    title: "The jobs topic is joined as anon",
    faults: ["client.jobs-anon"],
    expected: { kind: "broken", step: "C5", rule: "R03" },
  },
  {
    name: "no-jobs-subscription",
    title: "The jobs topic is never joined",
    faults: ["client.no-jobs-subscription"],
    expected: { kind: "broken", step: "C6", rule: "R08" },
  },
  {
    name: "jobs-gap",
    title: "Not joined when the job is inserted",
    faults: ["client.jobs-gap"],
    expected: { kind: "broken", step: "C6", rule: "R08" },
  },
  {
    name: "jobs-storm",
    title: "The queue leaves and joins again and again",
    faults: ["client.jobs-storm"],
    expected: { kind: "broken", step: "C6", rule: "R14" },
  },
  {
    name: "jobs-event-mismatch",
    title: "The queue listens to other events",
    faults: ["client.jobs-event-mismatch"],
    expected: { kind: "broken", step: "C6", rule: "R05" },
  },
  {
    name: "jobs-handler-throws",
    title: "The queue's handler throws",
    faults: ["client.jobs-handler-throws"],
    expected: { kind: "broken", step: "C6", rule: "R46" },
  },
  {
    name: "jobs-reads-new",
    title: "The queue's handler reads payload.new",
    faults: ["client.jobs-reads-new"],
    expected: { kind: "broken", step: "C6", rule: "R06" },
  },
  {
    name: "jobs-second-subscriber",
    title: "The queue subscribes second",
    faults: ["client.jobs-second-subscriber"],
    expected: { kind: "broken", step: "C6", rule: "R15" },
  },
  {
    name: "jobs-mutated-in-place",
    title: "The queue changes its array in place",
    faults: ["client.jobs-mutated-in-place"],
    expected: { kind: "broken", step: "C7", rule: "R23" },
  },
  {
    name: "queue-filters",
    title: "The queue filters the job out",
    faults: ["client.queue-filters"],
    expected: { kind: "broken", step: "C7", rule: "R69" },
  },
  {
    name: "queue-unmounts",
    title: "The queue is gone, its channel is not",
    faults: ["client.queue-unmounts"],
    expected: { kind: "broken", step: "C7", rule: "R51" },
  },
  {
    name: "insert-only",
    title: "The queue listens to INSERT only",
    faults: ["client.jobs-insert-only"],
    expected: { kind: "broken", step: "U6", rule: "R05" },
  },
  {
    name: "jobs-update-throws",
    title: "The queue's handler throws on UPDATE",
    faults: ["client.jobs-update-throws"],
    expected: { kind: "broken", step: "U6", rule: "R46" },
  },
  {
    name: "jobs-update-reads-new",
    title: "The queue's handler reads payload.new on UPDATE",
    faults: ["client.jobs-update-reads-new"],
    expected: { kind: "broken", step: "U6", rule: "R06" },
  },
  {
    name: "jobs-update-gap",
    title: "Not joined when the job is updated",
    faults: ["client.jobs-update-gap"],
    expected: { kind: "broken", step: "U6", rule: "R08" },
  },
  {
    name: "jobs-update-second-subscriber",
    title: "Who listens to UPDATE subscribes second",
    faults: ["client.jobs-update-second-subscriber"],
    expected: { kind: "broken", step: "U6", rule: "R15" },
  },
  {
    name: "resubscribes-on-jobs",
    title: "The subscription depends on the list of jobs",
    faults: ["client.resubscribes-on-jobs"],
    expected: { kind: "complete" },
  },
];

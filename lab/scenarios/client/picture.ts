/** What the page does wrong with what it was told: U11 and U12. */
import type { Template } from "../scenario.ts";
import type { clientFaults } from "../client.ts";

export const pictureTemplates: Template<keyof typeof clientFaults | "project-api.500">[] = [
  {
    name: "mutate-wrong-key",
    title: "mutate with another key",
    faults: ["client.mutate-wrong-key"],
    expected: { kind: "broken", step: "U11", rule: "R10" },
  },
  {
    name: "mutate-array-key",
    title: "mutate with an array, the hook with a string",
    faults: ["client.mutate-array-key"],
    expected: { kind: "broken", step: "U11", rule: "R10" },
  },
  {
    name: "mutate-other-cache",
    title: "mutate of the default cache, the page has its own",
    faults: ["client.own-cache", "client.mutate-imported"],
    expected: { kind: "broken", step: "U11", rule: "R11" },
  },
  {
    name: "mutate-unmounted-key",
    title: "mutate of a key that no hook has",
    faults: ["client.loads-without-swr"],
    expected: { kind: "broken", step: "U11", rule: "R09" },
  },
  {
    name: "mutate-blanks",
    title: "mutate(key, undefined) empties the cache first",
    faults: ["client.mutate-blanks"],
    expected: { kind: "complete", rule: "R12" },
  },
  {
    name: "mutate-blanks-for-good",
    title: "mutate(key, undefined), and then the API fails",
    faults: ["client.mutate-blanks", "project-api.500"],
    expected: { kind: "broken", step: "U11", rule: "R12" },
  },
  {
    name: "refresh-deduped",
    title: "A refresh that joins an older request",
    faults: ["client.refreshes-by-focus"],
    expected: { kind: "broken", step: "U11", rule: "R43" },
  },
  {
    name: "mutate-discards",
    title: "A second mutate throws the answer away",
    faults: ["client.mutate-discards"],
    expected: { kind: "broken", step: "U11", rule: "R22" },
  },
  {
    name: "first-hook-has-no-fetcher",
    title: "The first hook of the key has no fetcher",
    faults: ["client.first-hook-has-no-fetcher"],
    expected: { kind: "broken", step: "U11", rule: "R63" },
  },
  {
    name: "mutate-storm",
    title: "Five mutates of one frame",
    faults: ["client.mutate-storm"],
    expected: { kind: "complete", rule: "R64" },
  },
  {
    name: "no-mutate",
    title: "mutate is never called",
    faults: ["client.no-mutate"],
    expected: { kind: "broken", step: "U11" },
  },
  {
    name: "memo-ignores-image",
    title: "The node does not render the new picture",
    faults: ["client.memo-ignores-image"],
    expected: { kind: "broken", step: "U12", rule: "R69" },
  },
  {
    name: "node-reads-other-field",
    title: "The node shows another field",
    faults: ["client.node-reads-other-field"],
    expected: { kind: "broken", step: "U12", rule: "R69" },
  },
  {
    name: "editor-writes-back",
    title: "An old copy of the project overwrites the new one",
    faults: ["client.editor-writes-back"],
    expected: { kind: "broken", step: "U12", rule: "R21" },
  },
  {
    name: "polling-rescues",
    title: "The picture comes by polling",
    faults: ["client.no-project-subscription", "client.polls"],
    expected: { kind: "rescued", step: "U10", rule: "R08" },
  },
  {
    name: "design",
    title: "The client as the design has it",
    faults: [
      "client.jobs-public",
      "client.project-public",
      "client.jobs-reads-new",
      "client.project-reads-new",
      "client.jobs-insert-only",
      "client.resubscribes-on-jobs",
      "client.queue-filters",
      "client.mutate-blanks",
      "client.polls",
    ],
    expected: { kind: "broken", step: "C5", rule: "R01" },
  },
];

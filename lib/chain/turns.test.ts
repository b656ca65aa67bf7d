import { expect, test } from "vitest";
import { Page } from "../../tests/logs/build.ts";
import type { CaptureEvent } from "../event.ts";
import { Correlator } from "./correlate.ts";
import { imageProfile } from "./profile.ts";

const START = 1_000_000;

function documentAt(doc: string, at: number, tab: number): CaptureEvent[] {
  const page = new Page(doc, at, tab);
  page.open();
  return page.events;
}

/** Which documents the frame of `doc` showed, in order. */
function turnsOf(events: readonly CaptureEvent[], doc: string): string[] {
  const log = new Correlator(imageProfile);
  for (const event of events) log.push(event);
  return log.pages.turns.of(log.document(doc)).map((turn) => turn.doc);
}

const events = [
  ...documentAt("first", START, 1),
  ...documentAt("second", START + 5_000, 1),
  ...documentAt("elsewhere", START + 6_000, 2),
];

test("a frame has the turns of its own documents, in whatever order the events came", () => {
  expect(turnsOf(events, "first")).toEqual(["first", "second"]);
  expect(turnsOf(events.toReversed(), "second")).toEqual(["first", "second"]);
  expect(turnsOf(events, "elsewhere")).toEqual(["elsewhere"]);
});

test("a document that is shown again has another turn, at its time", () => {
  const back: CaptureEvent = {
    ...{ kind: "page.show", from: "cache", id: "first:90", seq: 90, doc: "first" },
    at: START + 9_000,
  };
  expect(turnsOf([...events, back], "second")).toEqual(["first", "second", "first"]);
  expect(turnsOf([back, ...events], "second")).toEqual(["first", "second", "first"]);
});

test("the tab that a later event tells moves all turns of its document", () => {
  const [start, ...rest] = documentAt("first", START, 1);
  const { tab: _, ...nameless } = start!;
  expect(turnsOf([nameless as CaptureEvent, ...events.slice(3), ...rest], "elsewhere")).toEqual([
    "elsewhere",
  ]);
  const log = new Correlator(imageProfile);
  log.push(nameless as CaptureEvent);
  for (const event of rest) log.push(event);
  expect(log.pages.turns.last(log.document("first"), START + 1)?.doc).toBe("first");
});

/** When a step of a job was due in every tab, and what proves that it was sent. */
import type { Correlator } from "../chain/correlate.ts";
import type { Facts, Seen } from "../chain/facts.ts";
import type { StepId } from "../chain/profile.ts";
import { signsOf, type Sign, type SignStep } from "./signs.ts";
import type { SheetStep } from "./sheet.ts";

type FrameStep = "C5" | "U5" | "U9";

/** The frame that brings what a step shows; of a frame itself. */
export const FRAME_OF = { C7: "C5", U5: "U5", U9: "U9", U12: "U9" } as const satisfies Record<
  SheetStep,
  FrameStep
>;

const CREATE_HOPS: StepId[] = ["C1", "C2", "C3", "C4", "C5"];
const UPDATE_HOPS: StepId[] = ["U1", "U2", "U3", "U4", "U5"];

/** What is seen before a frame, the hops from there, and those from the click where it was not seen. */
const BEFORE: Record<FrameStep, { step?: FrameStep; hops: StepId[]; all: StepId[] }> = {
  C5: { hops: CREATE_HOPS, all: CREATE_HOPS },
  U5: { step: "C5", hops: UPDATE_HOPS, all: [...CREATE_HOPS, ...UPDATE_HOPS] },
  U9: {
    step: "U5",
    hops: ["U7", "U8", "U9"],
    all: [...CREATE_HOPS, ...UPDATE_HOPS, "U7", "U8", "U9"],
  },
};

/** The time of an event on the clock that is asked for, ms; undefined when that is not known or not wanted. */
export type ClockOf = (seen: Seen) => number | undefined;

export interface Due {
  /** When the first tab had it, else when it should have come, ms; undefined when no clock tells. */
  at: number | undefined;
  /** The document that tells. */
  doc: string;
  /** Over this it is late; after twice of it it is missed. Ms. */
  budget: number;
  /** What the first tab got; absent when no tab got it. */
  first?: Sign;
}

/** The first sign of a step, and when that was. */
function firstOf(log: Correlator, facts: Facts, step: SignStep, timeOf: ClockOf) {
  let first: { sign: Sign; at: number } | undefined;
  for (const sign of signsOf(log, facts, step)) {
    const at = timeOf(sign);
    if (at !== undefined && (!first || at < first.at)) first = { sign, at };
  }
  return first;
}

const later = (at: number | undefined, ms: number) => (at === undefined ? undefined : at + ms);

/** When a step was due: the first tab says so, else what came before it. */
export function dueOf(
  log: Correlator,
  facts: Facts,
  step: SheetStep | FrameStep,
  timeOf: ClockOf,
): Due {
  const { budget } = log.profile.steps[step];
  const first = firstOf(log, facts, step, timeOf);
  if (first) return { at: first.at, doc: first.sign.doc, budget, first: first.sign };
  if (step === "C7" || step === "U12") {
    // Nobody shows it, and the frame that was sent says that everybody should.
    const frame = dueOf(log, facts, FRAME_OF[step], timeOf);
    return { ...frame, at: later(frame.at, budget), budget };
  }
  const { step: before, hops, all } = BEFORE[step];
  const seen = before && firstOf(log, facts, before, timeOf);
  const way = (seen || !before ? hops : all).reduce(
    (sum, hop) => sum + log.profile.steps[hop].budget,
    0,
  );
  const from = seen ? seen.at : timeOf(facts.first);
  return { at: later(from, way), doc: seen ? seen.sign.doc : facts.first.doc, budget };
}

/** Whether the provider failed: then no picture is due. */
export const hasFailed = (log: Correlator, facts: Facts): boolean =>
  facts.updates.some(({ status }) => status === "failed") && log.urlOf(facts) === undefined;

/** A frame with a row, and the callbacks that ran for it. */
import type { Correlator } from "../correlate.ts";
import type { Evidence, Found } from "../evidence.ts";
import type { RowFrame } from "../facts.ts";
import type { StepId } from "../profile.ts";
import type { HandlerStep } from "../rules/rule.ts";
import { both } from "../text.ts";

/** A frame that another tab got proves all that the server did, and nothing of this tab. */
export function collectElsewhere(
  { steps }: Evidence,
  frame: RowFrame,
  proven: StepId[],
  from: StepId,
): void {
  const note = both(`${from} in another tab`, `${from} em outra aba`);
  for (const step of proven) {
    if (!steps.has(step)) steps.set(step, { at: frame.at, evidence: [frame.id], note, from });
  }
}

export interface Slots {
  trigger: StepId;
  broadcast?: StepId;
  frame: StepId;
  handler: HandlerStep;
}

export function collectFrame(
  log: Correlator,
  evidence: Evidence,
  frame: RowFrame,
  slots: Slots,
): void {
  const { steps, runs } = evidence;
  const { at, id, trigger, broadcast, serverAt } = frame;
  const server = serverAt === undefined ? {} : { serverAt };
  if (trigger)
    steps.set(slots.trigger, { at, evidence: [id], note: `_debug: ${trigger}`, ...server });
  if (broadcast && slots.broadcast) {
    steps.set(slots.broadcast, { at, evidence: [id], note: "_debug: broadcast", ...server });
  }
  const note = frame.replayed
    ? both(`${frame.topic}, replayed`, `${frame.topic}, reenviado`)
    : frame.topic;
  steps.set(slots.frame, { at, evidence: [id], note, ...server });
  const called = log.runs.of(id);
  runs.set(slots.handler, called);
  const bad = called.find((run) => run.outcome === "threw" || log.rejects.has(run.id));
  const run = bad ?? called[0];
  if (!run) return;
  const found: Found = { at: run.at, evidence: [run.id], note: run.handler };
  if (bad) {
    const error = bad.error ?? log.rejects.get(bad.id)?.error ?? "?";
    found.failed = both(`it threw: ${error}`, `lançou um erro: ${error}`);
  }
  steps.set(slots.handler, found);
}

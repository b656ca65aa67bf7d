import type { Job, StepState } from "../chain/job.ts";
import { CREATE_STEPS, UPDATE_STEPS, type StepId } from "../chain/profile.ts";
import type { CaptureEvent, Said, SwitchedOn } from "../event.ts";

/** When all of it begins, ms since the epoch: as in the panel's fixtures. */
export const START = Date.UTC(2026, 5, 1, 12, 0, 0);

let seq = 0;

/** One event of tab 7, so many ms after the start. */
export function heard(ms: number, said: Said, given: Partial<CaptureEvent> = {}): CaptureEvent {
  seq += 1;
  const stamp = { id: `doc:c${seq}`, seq, doc: "doc", at: START + ms, tab: 7 };
  return { ...stamp, ...said, ...given } as CaptureEvent;
}

export const switched = (id: string, params: SwitchedOn["params"] = {}): SwitchedOn => ({
  id,
  params,
});

/** Switches on from `ms` on, until 15 min after the start unless it is said otherwise. */
export const turnedOn = (ms: number, on: SwitchedOn[], ends = 900_000): CaptureEvent =>
  heard(ms, { kind: "companion.on", on, ends: START + ends });

/** A job of tab 7 that begins so long after the start and takes `ms`, or stops at U9 for good. */
export function ranJob(from: number, ms: number | "never", kind?: Job["verdict"]["kind"]): Job {
  const startedAt = START + from;
  const end = startedAt + (ms === "never" ? 8_000 : ms);
  const lost: readonly StepId[] = ms === "never" ? ["U9", "U10", "U11", "U12"] : [];
  const state = (step: StepId): StepState =>
    lost.includes(step)
      ? { step, status: step === "U9" ? "missing" : "blocked", evidence: [] }
      : { step, status: "observed", at: step === "U12" ? end : startedAt, evidence: [] };
  return {
    id: String(from).padStart(8, "0"),
    requestId: `req_${from}`,
    flow: "v1",
    projectId: "7c1e04b2",
    userId: "u_51c7",
    doc: "doc",
    tab: 7,
    startedAt,
    ...(kind !== "running" && { endedAt: end }),
    create: CREATE_STEPS.map(state),
    update: UPDATE_STEPS.map(state),
    verdict: {
      kind: kind ?? (ms === "never" ? "broken" : "complete"),
      title: "",
      sentence: "",
      candidates: [],
      evidence: [],
      ...(ms === "never" && { step: "U9" as const, rule: "R01" }),
    },
    history: [],
  };
}

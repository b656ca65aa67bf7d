import { createStore, type StoreApi } from "zustand";
import type { Job, Status, StepState, Verdict } from "../lib/chain/job.ts";
import { CREATE_STEPS, UPDATE_STEPS, type StepId } from "../lib/chain/profile.ts";
import type { CaptureEvent } from "../lib/event.ts";
import type { HopscopeState as State } from "../lib/store.ts";

/** When every job of a fixture begins: ms since the epoch. */
export const START = Date.UTC(2026, 5, 1, 12, 0, 0);

const letters: Record<string, Status> = {
  o: "observed",
  i: "inferred",
  w: "waiting",
  l: "late",
  f: "failed",
  m: "missing",
  b: "blocked",
  u: "unknown",
  ".": "not-yet",
};

/** Milliseconds after the start at which each step is seen. */
const times = [
  0, 318, 330, 335, 342, 343, 359, 5200, 5600, 5800, 5850, 5910, 5911, 6400, 6410, 6500, 6510, 6700,
  7000,
];

interface JobShape {
  /** Nineteen letters: o i w l f m b u and "." for not yet. */
  slots: string;
  id?: string;
  prompt?: string;
  flow?: Job["flow"];
  doc?: string;
  verdict?: Partial<Verdict>;
  startedAt?: number;
  evidence?: Partial<Record<StepId, string[]>>;
}

/** A job whose statuses are written as letters. */
export function fixtureJob({ slots, id = "3f2a0000", startedAt = START, ...shape }: JobShape): Job {
  const state = (step: StepId, place: number): StepState => {
    const status = letters[slots[place] ?? "."] ?? "not-yet";
    const seen = status === "observed" || status === "late";
    return {
      step,
      status,
      evidence: shape.evidence?.[step] ?? [],
      ...(seen && { at: startedAt + (times[place] ?? 0) }),
      ...(status === "inferred" && { from: place < 7 ? "C5" : place < 12 ? "U5" : "U9" }),
    };
  };
  const create = CREATE_STEPS.map((step, place) => state(step, place));
  const update = UPDATE_STEPS.map((step, place) => state(step, place + CREATE_STEPS.length));
  const verdict: Verdict = {
    kind: "complete",
    title: "Complete",
    sentence: "Every step was seen.",
    evidence: [],
    ...shape.verdict,
  };
  return {
    id,
    requestId: id,
    flow: shape.flow ?? "v1",
    prompt: shape.prompt ?? "Lighthouse in fog, 35 mm",
    projectId: "7c1e04b2",
    userId: "u_51c7",
    doc: shape.doc ?? "doc",
    startedAt,
    ...(verdict.kind !== "running" && { endedAt: startedAt + 8_500 }),
    create,
    update,
    verdict,
  };
}

/** A job that stopped at the project frame, with its proof: events `doc:1` and `doc:2` of `fixtureEvents`. */
export const stoppedAtU9 = (shape: Partial<JobShape> = {}): Job =>
  fixtureJob({
    slots: "ooiioooioiioooimbbb",
    verdict: {
      kind: "broken",
      step: "U9",
      rule: "R01",
      confidence: "proof",
      title: "Stopped at U9, the project frame",
      sentence:
        "This tab joined project:7c1e04b2 as public. The database sends it as private, so Realtime never delivers it here.",
      fix: {
        title: "use-project-realtime.ts",
        lines: [
          { mark: "-", text: ".channel('project:7c1e04b2')" },
          { mark: "+", text: ".channel('project:7c1e04b2', { config: { private: true } })" },
        ],
      },
      evidence: [
        { event: "doc:1", label: "join, private: false" },
        { event: "doc:2", label: "frame #2" },
      ],
      blind: "U1, U3, U4 and U8 run on the server, so they are inferred.",
    },
    evidence: { U5: ["doc:2", "doc:3"] },
    ...shape,
  });

const stamp = (seq: number) => ({ id: `doc:${seq}`, seq, doc: "doc", at: START + seq * 100 });

/** A page start, a join, a job frame and the handler that got it. */
export function fixtureEvents(late = false): CaptureEvent[] {
  const topic = "realtime:fal_jobs:u_51c7";
  const record = { id: "3f2a0000", status: "completed", image_url: "https://cdn.example/a.png" };
  const inner = { event: "UPDATE", type: "broadcast", payload: { record, table: "fal_jobs" } };
  const join = ["1", "1", "realtime:project:7c1e04b2", "phx_join", { config: { private: false } }];
  return [
    {
      ...stamp(0),
      kind: "page.start",
      url: "http://localhost/p/7c1e04b2",
      version: 1,
      taps: [],
      late,
    },
    { ...stamp(1), kind: "frame.out", socket: 1, size: 90, body: { text: JSON.stringify(join) } },
    {
      ...stamp(2),
      kind: "frame.in",
      socket: 1,
      size: 180,
      body: { text: JSON.stringify(["1", null, topic, "broadcast", inner]) },
    },
    {
      ...stamp(3),
      kind: "handler.run",
      channel: 1,
      topic,
      binding: { type: "broadcast", event: "UPDATE" },
      handler: "handleJobUpdate",
      event: "UPDATE",
      frame: "doc:2",
      ms: 0.6,
      outcome: "returned",
      reads: ["payload"],
    },
  ];
}

/** A store that holds what it is given and diagnoses nothing. */
export function fixtureStore(state: Partial<State>): StoreApi<State> {
  return createStore<State>()((set) => ({
    events: [],
    jobs: [],
    gaps: 0,
    now: START + 60_000,
    append: (events) => set((before) => ({ events: [...before.events, ...events] })),
    tick: (now) => set({ now }),
    clear: () => set({ events: [], jobs: [], gaps: 0 }),
    ...state,
  }));
}

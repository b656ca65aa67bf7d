import { createStore } from "zustand/vanilla";
import type { Job, Status, StepState, Verdict } from "../../lib/chain/job.ts";
import { CREATE_STEPS, UPDATE_STEPS, type StepId } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Hopscope, HopscopeState } from "../../lib/store.ts";

/** When a job of a fixture begins unless it says otherwise: ms since the epoch. */
export const START = Date.UTC(2026, 5, 1, 12, 0, 0);

/** One letter a slot, so that a row can be read as it looks. */
const letters: Record<string, Status> = {
  o: "observed",
  i: "inferred",
  w: "waiting",
  l: "late",
  f: "failed",
  m: "missing",
  "-": "blocked",
  u: "unknown",
  ".": "not-yet",
};

/** When each step is seen in a job that goes well, ms after its start. */
const usual: Record<StepId, number> = {
  ...{ C1: 0, C2: 318, C3: 330, C4: 335, C5: 342, C6: 342.8, C7: 359 },
  ...{ U1: 5_400, U2: 5_600, U3: 5_700, U4: 5_800, U5: 5_910, U6: 5_910.6, U7: 6_400, U8: 6_420 },
  ...{ U9: 6_500, U10: 6_501, U11: 6_502, U12: 6_800 },
};

interface JobShape {
  /** Slots of both chains, a space between them. */
  slots: string;
  id?: string;
  prompt?: string;
  flow?: Job["flow"];
  doc?: string;
  verdict?: Partial<Verdict>;
  history?: Job["history"];
  startedAt?: number;
  /** Milliseconds from start to end. */
  ms?: number;
  evidence?: Partial<Record<StepId, string[]>>;
}

const notes: Partial<Record<StepId, string>> = { C2: "jobId in answer", U2: "URL on storage host" };

/** Server steps that are seen only by what the server wrote into a row. */
const onServer: readonly StepId[] = ["U2", "U7"];

/** A job whose statuses are written as letters. */
export function fixtureJob(shape: JobShape): Job {
  const { slots, id = "3f2a0000", startedAt = START, ms = 8_500, evidence = {} } = shape;
  const [create = "", update = ""] = slots.split(" ");
  const states = (ids: readonly StepId[], chain: string) =>
    ids.map((step, place): StepState => {
      const status = letters[chain[place] ?? "."] ?? "not-yet";
      const at = startedAt + usual[step];
      const seen = status === "observed" || status === "failed";
      const note = seen ? notes[step] : undefined;
      return {
        step,
        status,
        evidence: seen ? (evidence[step] ?? []) : [],
        ...(seen && !onServer.includes(step) && { at }),
        ...(seen && onServer.includes(step) && { serverAt: at }),
        ...(status === "inferred" && { from: from(step) }),
        ...(note && { note }),
      };
    });
  const verdict: Verdict = {
    kind: "complete",
    title: "Complete",
    sentence: "Every step was seen.",
    evidence: [],
    candidates: [],
    ...shape.verdict,
  };
  return {
    id,
    requestId: `req_${id.slice(0, 4)}`,
    flow: shape.flow ?? "v1",
    prompt: shape.prompt ?? "Lighthouse in fog, 35 mm",
    nodeId: `node_${id.slice(0, 4)}`,
    projectId: "7c1e04b2",
    userId: "u_51c7",
    doc: shape.doc ?? "doc",
    startedAt,
    ...(verdict.kind !== "running" && { endedAt: startedAt + ms }),
    create: states(CREATE_STEPS, create),
    update: states(UPDATE_STEPS, update),
    verdict,
    history: shape.history ?? [],
  };
}

const from = (step: StepId): StepId => (step.startsWith("C") ? "C5" : step === "U8" ? "U7" : "U5");

/** A job that stopped at the project frame, with its proof: events `doc:1` and `doc:2` of `fixtureEvents`. */
export const stoppedAtU9 = (shape: Partial<JobShape> = {}): Job =>
  fixtureJob({
    slots: "ooiiooo ioiioooim---",
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
      misses: ["new"],
    },
  ];
}

/** A store that holds what it is given and diagnoses nothing. */
export function fixtureStore(given: Partial<HopscopeState> = {}): Hopscope {
  return createStore<HopscopeState>()((set) => ({
    events: [],
    jobs: [],
    gaps: 0,
    notices: [],
    budgets: {},
    open: false,
    now: START + 60_000,
    append: (events) => set((state) => ({ events: [...state.events, ...events] })),
    tick: (now) => set({ now }),
    clear: () => set({ events: [], jobs: [], gaps: 0, notices: [] }),
    setBudgets: (budgets) => set({ budgets }),
    ...given,
  }));
}

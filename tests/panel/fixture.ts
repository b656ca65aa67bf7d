import { createStore } from "zustand/vanilla";
import type { Job, Status, StepState, Verdict } from "../../lib/chain/job.ts";
import { CREATE_STEPS, imageProfile, UPDATE_STEPS, type StepId } from "../../lib/chain/profile.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Hopscope, HopscopeState } from "../../lib/store.ts";
import { pageEvents, updateFrame } from "./events.ts";

/** The time of the picture: Thursday afternoon, ms since the epoch. */
export const NOW = Date.parse("2026-03-05T14:02:51.000");

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

interface Row {
  id: string;
  prompt: string;
  flow: "v1" | "v2";
  /** Slots of both chains, a space between them. */
  slots: string;
  kind: Verdict["kind"];
  /** Milliseconds from start to end, or until now while it runs. */
  ms: number;
  /** Milliseconds since the start. */
  age: number;
  doc?: string;
  title?: string;
}

const HOLE = "ooiiooo ioiioooim---";
const WHOLE = "ooiiooo ioiioooioooo";

/** The picture's list: newest last, as the store has it. */
const rows: Row[] = [
  {
    id: "2c3e",
    prompt: "Moss macro, morning",
    flow: "v1",
    slots: "ooiiooo uuuuuuuuu...",
    kind: "cancelled",
    ms: 4_200,
    age: 420_000,
    doc: "old",
  },
  {
    id: "88b6",
    prompt: "Origami heron",
    flow: "v1",
    slots: HOLE,
    kind: "broken",
    ms: 7_700,
    age: 370_000,
    doc: "old",
  },
  {
    id: "d71f",
    prompt: "Desert observatory",
    flow: "v2",
    slots: WHOLE,
    kind: "complete",
    ms: 6_600,
    age: 365_000,
    doc: "old",
  },
  {
    id: "f410",
    prompt: "Neon koi pond",
    flow: "v1",
    slots: "f------ ------------",
    kind: "broken",
    ms: 900,
    age: 355_000,
    doc: "old",
  },
  {
    id: "6ac5",
    prompt: "Bauhaus teapot",
    flow: "v2",
    slots: WHOLE,
    kind: "complete",
    ms: 7_400,
    age: 200_000,
  },
  {
    id: "02bd",
    prompt: "Night train, window seat",
    flow: "v1",
    slots: "ooiiooo ioiiooiim---",
    kind: "broken",
    ms: 9_200,
    age: 190_000,
  },
  {
    id: "e8f1",
    prompt: "Ceramic fox, front view",
    flow: "v2",
    slots: WHOLE,
    kind: "complete",
    ms: 5_800,
    age: 150_000,
  },
  {
    id: "5d12",
    prompt: "Street market, rain",
    flow: "v1",
    slots: "ooiiooo ioiioooim--o",
    kind: "rescued",
    ms: 47_000,
    age: 130_000,
    title: "Rescued by focus revalidation",
  },
  {
    id: "b3aa",
    prompt: "Map of an island, ink",
    flow: "v1",
    slots: HOLE,
    kind: "broken",
    ms: 8_900,
    age: 95_000,
  },
  {
    id: "19e7",
    prompt: "Lighthouse in fog, variant 2",
    flow: "v1",
    slots: HOLE,
    kind: "broken",
    ms: 8_100,
    age: 70_000,
  },
  {
    id: "c04b",
    prompt: "Ceramic fox, studio light",
    flow: "v2",
    slots: WHOLE,
    kind: "complete",
    ms: 6_100,
    age: 52_000,
  },
  {
    id: "3f2a",
    prompt: "Lighthouse in fog, 35 mm",
    flow: "v1",
    slots: HOLE,
    kind: "broken",
    ms: 8_500,
    age: 41_000,
  },
  {
    id: "77d0",
    prompt: "Isometric greenhouse, dusk",
    flow: "v2",
    slots: "ooiiooo ioiioooiool.",
    kind: "running",
    ms: 11_000,
    age: 11_000,
  },
  {
    id: "a91c",
    prompt: "Paper boat on wet asphalt",
    flow: "v1",
    slots: "ooiiooo w...........",
    kind: "running",
    ms: 3_000,
    age: 3_000,
  },
];

const notes: Partial<Record<StepId, string>> = { C2: "jobId in answer", U2: "URL on storage host" };

/** Server steps that are seen only by what the server wrote into a row. */
const onServer: readonly StepId[] = ["U2", "U7"];

function states(
  ids: readonly StepId[],
  slots: string,
  startedAt: number,
  doc: string,
): StepState[] {
  return ids.map((step, place) => {
    const status = letters[slots[place] ?? "."] ?? "not-yet";
    const at = startedAt + usual[step];
    const seen = status === "observed" || status === "failed";
    const note = seen ? notes[step] : undefined;
    return {
      step,
      status,
      evidence: seen ? (evidence[step] ?? []).map((name) => `${doc}:${name}`) : [],
      ...(seen && !onServer.includes(step) && { at }),
      ...(seen && onServer.includes(step) && { serverAt: at }),
      ...(status === "inferred" && { from: from(step) }),
      ...(note && { note }),
    };
  });
}

const from = (step: StepId): StepId => (step.startsWith("C") ? "C5" : step === "U8" ? "U7" : "U5");

/** Which events of `pageEvents` prove which step. */
const evidence: Partial<Record<StepId, string[]>> = {
  C1: ["10", "11"],
  C2: ["11"],
  C5: ["12"],
  C6: ["13", "14"],
  C7: ["15"],
  U2: ["20"],
  U5: ["20"],
  U6: ["21", "14"],
  U7: ["22"],
  U9: ["23"],
  U10: ["24"],
  U11: ["25"],
  U12: ["26"],
};

/** One job of the fixture; `slots` decides all but the words of its verdict. */
export function fixtureJob(row: Row): Job {
  const { id, prompt, flow, kind, ms, age, doc = "new", slots } = row;
  const startedAt = NOW - age;
  const [create = "", update = ""] = slots.split(" ");
  return {
    id: `${id}9c1e-52da-4b1e-8f0a-2f7f0c6d1b21`,
    flow,
    prompt,
    doc,
    startedAt,
    ...(kind !== "running" && { endedAt: startedAt + ms }),
    requestId: `req_${id}`,
    nodeId: `node_${id}`,
    projectId: "7c1e04b2",
    userId: "u_51c7",
    create: states(CREATE_STEPS, create, startedAt, doc),
    update: states(UPDATE_STEPS, update, startedAt, doc),
    verdict: verdictOf(row, doc),
  };
}

function verdictOf({ kind, slots, title, ms }: Row, doc: string): Verdict {
  const all = [...CREATE_STEPS, ...UPDATE_STEPS];
  const place = slots.replace(" ", "").search(/[wlfm]/);
  const step = all[place];
  if (kind === "complete") {
    const text = "Every step was seen or is proven by a later one.";
    return { kind, title: `Complete in ${ms / 1_000} s`, sentence: text, evidence: [] };
  }
  if (kind === "cancelled" || !step) {
    return {
      kind: "cancelled",
      title: "Cancelled",
      sentence: "The job was cancelled.",
      evidence: [],
    };
  }
  const { noun } = imageProfile.steps[step];
  const letter = slots.replace(" ", "")[place] ?? "";
  const word = { w: "Waiting for", l: "Late:", f: "Failed at", m: "Stopped at" }[letter] ?? "";
  const head = { kind, step, title: title ?? `${word} ${step}, ${noun}` };
  if (letter !== "m") return { ...head, sentence: "It may still come.", evidence: [] };
  return {
    ...head,
    rule: "R01",
    confidence: "proof",
    sentence:
      "This tab joined project:7c1e04b2 as public. The database sends it as private, so Realtime never delivers it here.",
    fix: {
      title: "use-project-realtime.ts:31",
      lines: [
        { mark: "-", text: ".channel('project:7c1e04b2')" },
        { mark: "+", text: ".channel('project:7c1e04b2', { config: { private: true } })" },
      ],
    },
    evidence: [
      { event: `${doc}:8`, label: "join, private: false" },
      { event: `${doc}:22`, label: "answer: URL is in the row" },
    ],
    blind: "U1, U3, U4 and U8 run on the server, so I inferred them.",
  };
}

/** The fourteen jobs of the design reference. */
export const fixtureJobs = (): Job[] => rows.map(fixtureJob);

/** Two documents of one tab, the older one reloaded. */
export const fixtureEvents = (): CaptureEvent[] => [
  ...pageEvents("old", NOW - 425_000),
  ...pageEvents("new", NOW - 349_000),
  updateFrame("new", 23, NOW - 343_000),
];

/** A store that holds what it is given and diagnoses nothing. */
export function fixtureStore(given: Partial<HopscopeState> = {}): Hopscope {
  return createStore<HopscopeState>()((set) => ({
    events: fixtureEvents(),
    jobs: fixtureJobs(),
    gaps: 0,
    now: NOW,
    append: (events) => set((state) => ({ events: [...state.events, ...events] })),
    tick: (now) => set({ now }),
    clear: () => set({ events: [], jobs: [], gaps: 0 }),
    ...given,
  }));
}

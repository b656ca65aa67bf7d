import type { Job, Verdict } from "../../lib/chain/job.ts";
import { CREATE_STEPS, imageProfile, UPDATE_STEPS, type StepId } from "../../lib/chain/profile.ts";
import { say } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Hopscope, HopscopeState } from "../../lib/store.ts";
import { pageEvents, updateFrame } from "./events.ts";
import { fixtureJob, fixtureStore } from "./fixture.ts";

/** The time of the picture: Thursday afternoon, ms since the epoch. */
export const NOW = Date.parse("2026-03-05T14:02:51.000");

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

/** One job of the picture; `slots` decides all but the words of its verdict. */
function pictureJob(row: Row): Job {
  const { id, age, doc = "new", ...shape } = row;
  return fixtureJob({
    ...shape,
    id: `${id}9c1e-52da-4b1e-8f0a-2f7f0c6d1b21`,
    doc,
    startedAt: NOW - age,
    verdict: verdictOf(row, doc),
    evidence: Object.fromEntries(
      Object.entries(evidence).map(([step, names]) => [
        step,
        names.map((name) => `${doc}:${name}`),
      ]),
    ),
  });
}

function verdictOf({ kind, slots, title, ms }: Row, doc: string): Partial<Verdict> {
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
  const head = { kind, step, title: title ?? `${word} ${step}, ${say(noun)}` };
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
export const pictureJobs = (): Job[] => rows.map(pictureJob);

/** Two documents of one tab, the older one reloaded. */
export const pictureEvents = (): CaptureEvent[] => [
  ...pageEvents("old", NOW - 425_000),
  ...pageEvents("new", NOW - 349_000),
  updateFrame("new", 23, NOW - 343_000),
];

/** A store that holds the picture. */
export const pictureStore = (given: Partial<HopscopeState> = {}): Hopscope =>
  fixtureStore({ events: pictureEvents(), jobs: pictureJobs(), now: NOW, ...given });

import { afterEach, expect, test } from "vitest";
import { formatJob } from "../../lib/trace/text.ts";
import { imageProfile } from "../../lib/chain/profile.ts";
import { snapshot } from "../../lib/chain/snapshot.ts";
import { isCaptureEvent } from "../../lib/event-shape.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { conclude, createHopscope } from "../../lib/store.ts";
import { formatTrace, parseTrace } from "../../lib/trace/file.ts";
import { Page } from "./build.ts";
import { cases } from "./cases.ts";
import { attacks, deepJson, spoil } from "./spoil.ts";

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const before = prototypes.map((each) => Reflect.ownKeys(each));

afterEach(() => {
  expect(prototypes.map((each) => Reflect.ownKeys(each))).toEqual(before);
  expect(Reflect.get(globalThis, "pwned")).toBeUndefined();
});

/** Enough of them for every rule and every tap to meet each name. */
const logs = Object.values(cases)
  .map(({ events }) => events)
  .filter((_events, place) => place % 4 === 0);

test.each(Object.entries(attacks))(
  "a log whose names are %s gives verdicts, and text that ends nothing and hides nothing",
  (_name, attack) => {
    for (const log of logs) {
      const events = spoil(log, attack);
      expect(events.every(isCaptureEvent)).toBe(true);
      const state = conclude(parseTrace(formatTrace(events)).events);
      for (const { create, update } of snapshot(state, "pt-BR").jobs) {
        expect([create.length, update.length]).toEqual([7, 12]);
      }
      for (const job of state.jobs) {
        const text = formatJob(job, imageProfile);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\u202E\u2066\u200B]|\p{Cc}/u);
        expect(text).not.toMatch(/^(?:DROP|-- x|\*\/)/m);
      }
    }
  },
);

test("JSON 10,000 levels deep is read wherever a page can put it", () => {
  const deep = deepJson(10_000);
  const page = new Page();
  page.open();
  const frames = [
    `[null,null,"realtime:fal_jobs:u-1","broadcast",${deep}]`,
    `[null,null,"realtime:fal_jobs:u-1","broadcast",{"event":"UPDATE","payload":{"table":"fal_jobs","record":${deep}}}]`,
    `[null,null,"realtime:project:p-1","broadcast",{"event":"UPDATE","payload":{"table":"projects","record":{"id":"p-1","content":{"nodes":${deep}}}}}]`,
    `{"topic":"realtime:a","event":"phx_reply","ref":"1","payload":${deep}}`,
    deep,
  ];
  for (const text of frames) page.say(1, { kind: "frame.in", socket: 1, size: 1, body: { text } });
  const call = { fetch: 1, method: "POST", url: "http://localhost/", action: "a" };
  page.say(1, { kind: "fetch.start", ...call, body: deep });
  page.say(1, {
    kind: "fetch.end",
    ...{ fetch: 1, status: 200, ms: 1, type: "text/x-component", body: `0:{"a":${deep}}\n` },
  });
  page.say(1, {
    kind: "probe.answer",
    question: "job j",
    url: "/",
    status: 200,
    ms: 1,
    body: deep,
  });
  page.say(1, { kind: "console.line", level: "log", text: "[REALTIME]", args: [deep] });
  expect(() => snapshot(conclude(page.events), "en")).not.toThrow();
});

test("rows of an answer that name each other are followed to an end", () => {
  const page = new Page();
  page.open();
  const call = { fetch: 1, method: "POST", url: "http://localhost/", action: "a" };
  page.say(1, { kind: "fetch.start", ...call, body: "[]" });
  const body = `0:{"a":"$@1"}\n1:{"nodeData":"$@2"}\n2:"$1:nodeData"\n`;
  page.say(1, { kind: "fetch.end", fetch: 1, status: 200, ms: 1, type: "text/x-component", body });
  expect(() => conclude(page.events)).not.toThrow();
});

test("numbers at the end of what numbers can be cost no time and no memory", () => {
  const page = new Page();
  page.open();
  const most = Number.MAX_SAFE_INTEGER;
  const far = { doc: "d1", at: 8.64e15, seq: most, id: `d1:${most}` };
  const gap = { doc: "d1", at: 1, seq: most - 1, id: `d1:gap:5-${most - 1}` };
  const events: CaptureEvent[] = [
    ...page.events,
    { ...far, kind: "page.network", online: true },
    { ...gap, kind: "gap.drop", count: most - 6, from: 5, to: most - 1, reason: "x" },
  ];
  expect(events.every(isCaptureEvent)).toBe(true);
  const state = conclude(events);
  expect(() => formatTrace(state.events)).not.toThrow();
});

test("an event under the id of another document's is none", () => {
  const [event] = logs[0] ?? [];
  expect(isCaptureEvent(event)).toBe(true);
  expect(isCaptureEvent({ ...event, id: "other:0" })).toBe(false);
});

test("a flood before a job takes nothing from its verdict", () => {
  const [events = []] = logs;
  const store = createHopscope({ limits: { events: 2_000, bytes: 1e9 } });
  const flood = Array.from({ length: 1_999 }, (_unused, seq): CaptureEvent => {
    const stamp = { id: `flood:${seq}`, seq, doc: "flood", at: 1 };
    return { ...stamp, kind: "console.line", level: "log", text: "[REALTIME]", args: [] };
  });
  store.getState().append(flood);
  store.getState().append(events);
  const plain = createHopscope();
  plain.getState().append(events);
  expect(store.getState().gaps).toBeGreaterThan(0);
  expect(store.getState().jobs.map(({ verdict }) => verdict)).toEqual(
    plain.getState().jobs.map(({ verdict }) => verdict),
  );
});

// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../lib/event.ts";
import { fixtureEvents, fixtureStore } from "../tests/panel/fixture.ts";
import { setStage } from "../tests/panel/stage.tsx";
import type { Probes } from "./probes.ts";
import { fetchBodies, filled } from "./use-whole.ts";

const { all, ask, one, show } = setStage();

const text = JSON.stringify([null, null, "realtime:room:1", "broadcast", { event: "MOVE", x: 77 }]);

function heldFrame(seq: number, size = text.length): CaptureEvent {
  const held = { topic: "realtime:room:1", event: "broadcast", inner: "MOVE" };
  const stamp = { id: `doc:${seq}`, seq, doc: "doc", at: 1_000 + seq };
  return { ...stamp, kind: "frame.in", socket: 0, size, body: { text: "", cut: size }, held };
}
const answering = (bodies: ReadonlyMap<string, { text: string }>): Probes => ({
  get: () => Promise.resolve(),
  join: () => Promise.resolve(),
  bodies: vi.fn<NonNullable<Probes["bodies"]>>(() => Promise.resolve(bodies)),
});

async function open(event: CaptureEvent, probes?: Probes) {
  const events = [...fixtureEvents(), event];
  show({ store: fixtureStore({ events }), ...(probes && { probes }) });
  await ask(".tabs button:nth-child(2)");
  expect(one(`.event[data-event="${event.id}"]`).textContent).toContain("realtime:room:1 MOVE");
  await ask(`.event[data-event="${event.id}"]`);
}

test("a frame that is opened has the body that the page still keeps", async () => {
  const event = heldFrame(90);
  const probes = answering(new Map([[event.id, { text }]]));
  await open(event, probes);
  expect(one(".drawer").textContent).toContain("77");
  expect(all("[data-body]")).toEqual([]);
  expect(probes.bodies).toHaveBeenCalledExactlyOnceWith([event.id]);
});

test.each([
  ["that the page has let go of", answering(new Map())],
  ["of a file", undefined],
])("a body %s is said to be gone", async (_name, probes) => {
  await open(heldFrame(91), probes);
  expect(one('[data-pane="decoded"] [data-body]').dataset.body).toBe("gone");
});

test("many bodies are asked for a megabyte at a time, each once", async () => {
  const events = Array.from({ length: 10 }, (_unused, n) => heldFrame(100 + n, 400_000));
  const asked: number[] = [];
  const all10 = (ids: readonly string[]) => {
    asked.push(ids.length);
    return Promise.resolve(new Map(ids.map((id) => [id, { text: id }])));
  };
  await fetchBodies(events, all10);
  await fetchBodies(events, all10);
  expect(asked).toEqual([3, 3, 3, 1]);
  expect(events.map(filled)).toMatchObject(events.map(({ id }) => ({ id, body: { text: id } })));
  expect(filled(events[0]!)).not.toHaveProperty("held");
});

test("the bar says what the taps take of the page", () => {
  const stamp = { id: "doc:95", seq: 95, doc: "doc", at: 2_000 };
  const cost = {
    ...stamp,
    kind: "tap.cost" as const,
    frames: 1_000,
    ms: 7.4,
    bytes: 3.1 * 1024 ** 2,
  };
  show({ store: fixtureStore({ events: [...fixtureEvents(), cost] }) });
  expect(one(".status").textContent).toContain("7 µs/frame · 3.1 MB");
});

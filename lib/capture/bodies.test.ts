import { expect, test } from "vitest";
import { isCaptureEvent } from "../event-shape.ts";
import { Bodies } from "./bodies.ts";
import { defaultOptions } from "./options.ts";

/** A broadcast as the server writes it. */
const frame = (topic: string, change: object, event = "broadcast") =>
  JSON.stringify([
    null,
    null,
    topic,
    event,
    { event: "UPDATE", type: "broadcast", payload: change },
  ]);
const filler = { text: "x".repeat(200_000) };

/** Bodies whose second is used up, so that only what is needed goes along. */
function busy() {
  const bodies = new Bodies(defaultOptions, () => 0);
  bodies.read(frame("realtime:room:1", { text: "x".repeat(100_000) }), false);
  bodies.read(frame("realtime:room:1", { text: "x".repeat(100_000) }), false);
  return bodies;
}

test.each([
  ["a topic of jobs", frame("realtime:fal_jobs:ada", filler)],
  ["a topic of projects", frame("realtime:project:p", filler)],
  ["a row of jobs on another topic", frame("realtime:room:1", { table: "fal_jobs", ...filler })],
  [
    "a table that stands behind its row",
    frame("realtime:room:1", { ...filler, table: "projects" }),
  ],
  ["a control frame", frame("realtime:room:1", filler, "phx_reply")],
  ["what is no frame", filler.text],
])("%s goes along however much there is", (_name, text) => {
  expect(busy().read(text, false)).toEqual({ size: text.length, body: { text } });
});

test("of the rest so much a second goes along; what does not is told by its head and can be had", () => {
  let now = 0;
  const bodies = new Bodies(defaultOptions, () => now);
  const text = frame("realtime:room:1", { table: "cursors", text: "é".repeat(40_000) });
  const read = () => bodies.read(text, false);
  expect([read().held, read().held, read().held]).toEqual([undefined, undefined, undefined]);
  const { body, held, size } = read();
  expect(held).toEqual({ topic: "realtime:room:1", event: "broadcast", inner: "UPDATE" });
  expect([body, size]).toEqual([{ text: "", cut: text.length }, text.length]);
  bodies.keep("d:7", text, false);
  expect(bodies.find("d:7")).toEqual({ text });
  expect(bodies.find("d:8")).toBeUndefined();
  now += 1_000;
  expect(read().held).toBeUndefined();
});

test("a name that only looks like the key of a table is none, and a row that has one is looked through", () => {
  const row = (record: object) => frame("realtime:room:1", { record, ...filler });
  expect(busy().read(row({ portable: "fal_jobs" }), false).held).toBeDefined();
  expect(busy().read(row({ table: "fal_jobs_old" }), false).held).toBeDefined();
  expect(busy().read(row({ stable: 1, table: "fal_jobs" }), false).held).toBeUndefined();
});

test("frames that begin alike are told apart where they differ", () => {
  const bodies = busy();
  const told = (text: string) => bodies.read(text, false).held;
  for (let round = 0; round < 2; round += 1) {
    for (let room = 0; room < 12; room += 1) {
      const topic = `realtime:room:${room}`;
      expect(told(frame(topic, filler))).toEqual({ topic, event: "broadcast", inner: "UPDATE" });
    }
    expect(told(frame("realtime:project:p", filler))).toBeUndefined();
    expect(told(frame("realtime:room:1", { table: "projects", ...filler }))).toBeUndefined();
  }
});

test("a held frame is an event, and one again that a handler shows to be needed", () => {
  const bodies = busy();
  const text = frame("realtime:room:1", filler);
  const stamp = { kind: "frame.in" as const, id: "d:3", seq: 3, doc: "d", at: 1, socket: 0 };
  const said = { ...stamp, ...bodies.read(text, false) };
  expect(said.held).toBeDefined();
  expect(isCaptureEvent(said)).toBe(true);
  bodies.keep("d:3", text, false);
  bodies.release("d:3", said);
  expect(said).toEqual({ ...stamp, size: text.length, body: { text } });
});

test("binary frames are held as bytes, and tokens in what was sent never leave", () => {
  const bodies = busy();
  const head = [4, 15, 6, 0, 1];
  const bytes = new TextEncoder().encode(`realtime:room:1UPDATE{"a":"${"x".repeat(40_000)}`);
  const data = Uint8Array.from([...head, ...bytes]).buffer;
  expect(bodies.read(data, false).held).toMatchObject({ topic: "realtime:room:1" });
  bodies.keep("d:1", data, false);
  expect(bodies.find("d:1")).toEqual({ base64: Buffer.from(data).toString("base64") });
  const token = `eyJhbGciOiJI.${Buffer.from('{"role":"anon"}').toString("base64url")}.abc`;
  bodies.keep("d:2", frame("realtime:room:1", { token }), true);
  expect(JSON.stringify(bodies.find("d:2"))).not.toContain(token);
});

import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { batch, events } from "./pack.fixture.ts";
import { fakePort } from "./port.fixture.ts";
import { connectTab } from "./runtime-port.ts";

function setup() {
  const ports: ReturnType<typeof fakePort>[] = [];
  const waits: number[] = [];
  let run = () => {};
  const states: string[] = [];
  const got: CaptureEvent[] = [];
  const connect = vi.fn((_tab: number, _options: object) => {
    const port = fakePort();
    ports.push(port);
    return port.port;
  });
  const timers = {
    setTimeout(next: () => void, ms: number) {
      run = next;
      waits.push(ms);
      return 1;
    },
    clearTimeout: () => {
      run = () => {};
    },
  };
  const handlers = {
    onEvents: (each: CaptureEvent[]) => void got.push(...each),
    onState: (state: string) => void states.push(state),
  };
  const line = connectTab({ connect }, 7, handlers, timers);
  const last = () => ports.at(-1) as ReturnType<typeof fakePort>;
  return { ports, waits, states, got, line, connect, last, next: () => run() };
}

const packed = batch(4, 5);

test("it attaches to the top frame, stamps events with the tab and acknowledges each batch", () => {
  const { connect, last, states, got } = setup();
  expect(connect).toHaveBeenCalledWith(7, { frameId: 0, name: "hopscope" });
  last().say({ kind: "hello" });
  last().say({ kind: "batch", batch: 0, packs: [packed, { ...packed, text: "{" }] });
  expect(states).toEqual(["connecting", "live"]);
  expect(got).toEqual([
    expect.objectContaining({ kind: "gap.drop", from: 0, to: 3, tab: 7 }),
    ...events(4, 5).map((each) => ({ ...each, tab: 7 })),
  ]);
  expect(last().posted).toEqual([{ kind: "attach" }, { kind: "ack", batch: 0 }]);
});

test("when the document goes away it connects again and says what it has", () => {
  const { last, next, states, waits, got } = setup();
  last().say({ kind: "hello" });
  last().say({ kind: "batch", batch: 0, packs: [packed] });
  last().drop();
  next();
  last().say({ kind: "hello" });
  last().say({ kind: "batch", batch: 0, packs: [batch(4, 7)] });
  expect(got.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7]);
  expect(last().posted[0]).toEqual({ kind: "attach", doc: "d", after: 5 });
  expect(states).toEqual(["connecting", "live", "connecting", "live"]);
  expect(waits).toEqual([50]);
});

test("it waits longer each time up to a second, and then says that nobody is there", () => {
  const { last, next, waits, states } = setup();
  for (let attempt = 0; attempt < 7; attempt += 1) {
    last().drop();
    next();
  }
  expect(waits).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
  expect(states).toEqual(["connecting", "gone"]);
});

test("closed, it neither connects nor answers any more", () => {
  const { ports, last, next, line } = setup();
  last().drop();
  line.close();
  next();
  expect(ports).toHaveLength(1);
});

test("the line is live from the page's answer until the page goes away", () => {
  const { last, line } = setup();
  expect(line.isLive()).toBe(false);
  last().say({ kind: "hello" });
  expect(line.isLive()).toBe(true);
  last().drop();
  expect(line.isLive()).toBe(false);
});

test("a question is answered under its own number, and fails when the page goes away or is not there", async () => {
  const { last, line } = setup();
  const early = line.ask({ kind: "socket.ask", topic: "t" });
  expect(await early).toEqual({ kind: "ask.fail", ask: 0, error: "No page is connected." });
  last().say({ kind: "hello" });
  line.send({ kind: "probe.get", question: "job j", path: "/api" });
  const source = line.ask({ kind: "source.ask", url: "/a.js" });
  const socket = line.ask({ kind: "socket.ask", topic: "t" });
  expect(last().posted.slice(1)).toEqual([
    { kind: "command", command: { kind: "probe.get", question: "job j", path: "/api" } },
    { kind: "command", command: { kind: "source.ask", ask: 1, url: "/a.js" } },
    { kind: "command", command: { kind: "socket.ask", ask: 2, topic: "t" } },
  ]);
  last().say({ kind: "reply", reply: { kind: "source.tell", ask: 9, text: "forged" } });
  last().say({ kind: "reply", reply: { kind: "source.tell", ask: 1, text: "x" } });
  expect(await source).toEqual({ kind: "source.tell", ask: 1, text: "x" });
  last().drop();
  expect(await socket).toEqual({ kind: "ask.fail", ask: 2, error: "The page went away." });
});

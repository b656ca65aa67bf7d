import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import { answerRoll, connectFrames } from "./frames.ts";
import { pack } from "./pack.ts";
import { fakePort, listeners } from "./port.fixture.ts";

type Hear = (message: unknown, sender: object) => void;

const event = (doc: string): CaptureEvent => ({
  kind: "page.network",
  online: true,
  id: `${doc}:0`,
  seq: 0,
  doc,
  at: 1,
});

function setup() {
  const opened: { target: object; port: ReturnType<typeof fakePort> }[] = [];
  const onMessage = listeners<Hear>();
  const got: CaptureEvent[] = [];
  const states: string[] = [];
  const sendMessage = vi.fn(async () => await Promise.reject(new Error("nobody listens")));
  const tabs = {
    connect(_tab: number, target: object) {
      const port = fakePort();
      opened.push({ target, port });
      return port.port;
    },
    sendMessage,
  };
  const line = connectFrames({ tabs, runtime: { sendMessage, onMessage } }, 7, {
    onEvents: (events) => void got.push(...events),
    onState: (state) => void states.push(state),
  });
  const hear = (message: unknown, sender: object) =>
    onMessage.all.forEach((listener) => listener(message, sender));
  const here = (sender: object) => hear("hopscope.here", { tab: { id: 7 }, ...sender });
  const tell = (index: number, ...events: CaptureEvent[]) => {
    opened[index]?.port.say({ kind: "hello" });
    opened[index]?.port.say({
      kind: "batch",
      batch: 0,
      packs: events.length > 0 ? [pack(events)] : [],
    });
  };
  return { opened, got, states, line, hear, here, tell, sendMessage, onMessage };
}

test("the panel asks the frames of its tab and opens a port to the document that the browser names", () => {
  const { opened, here, sendMessage } = setup();
  expect(sendMessage).toHaveBeenCalledWith(7, "hopscope.roll");
  here({ frameId: 4, documentId: "A" });
  here({ frameId: 4, documentId: "A" });
  here({ frameId: 5 });
  expect(opened.map(({ target }) => target)).toEqual([
    { frameId: 0, name: "hopscope" },
    { documentId: "A", name: "hopscope" },
    { frameId: 5, name: "hopscope" },
  ]);
});

test("nobody but a frame of this tab is answered, and the top frame is found by its number", () => {
  const { opened, hear, here } = setup();
  hear("hopscope.here", { tab: { id: 8 }, frameId: 4, documentId: "A" });
  hear("hopscope.here", { frameId: 4, documentId: "A" });
  hear({ kind: "hello" }, { tab: { id: 7 }, frameId: 4, documentId: "A" });
  here({ frameId: 0, documentId: "T" });
  expect(opened).toHaveLength(1);
});

test("events are stamped with the frame of their port, and those that name one themselves stay out", () => {
  const { got, here, tell } = setup();
  here({ frameId: 4, documentId: "A" });
  tell(0, event("top"), { ...event("forged"), frameId: 9, tab: 9 });
  tell(1, event("in"), { ...event("forged"), frameId: 9 });
  expect(got).toEqual([
    { ...event("top"), tab: 7 },
    { ...event("in"), tab: 7, frameId: 4 },
  ]);
});

test("a command goes to the frame of its document, and to the top one when that has gone", async () => {
  const { opened, line, here, tell } = setup();
  here({ frameId: 4, documentId: "A" });
  tell(1, event("in"));
  const command = { kind: "probe.get", question: "job j", path: "/" } as const;
  line.to("in").send(command);
  expect(opened[1]?.port.posted.at(-1)).toEqual({ kind: "command", command });
  opened[1]?.port.drop();
  await turn();
  line.to("in").send(command);
  expect(opened[0]?.port.posted.at(-1)).toEqual({ kind: "command", command });
});

test("the tab is live while any frame of it is", async () => {
  const { opened, states, here, tell } = setup();
  here({ frameId: 4, documentId: "A" });
  tell(1);
  opened[1]?.port.drop();
  await turn();
  expect(states).toEqual(["connecting", "live", "connecting"]);
});

test("a frame that says so again is connected again, one that has gone is not looked for", async () => {
  vi.useFakeTimers();
  const { opened, here, tell } = setup();
  here({ frameId: 4, documentId: "A" });
  tell(1);
  opened[1]?.port.drop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toHaveLength(2);
  here({ frameId: 4, documentId: "A" });
  expect(opened).toHaveLength(3);
  vi.useRealTimers();
});

test("closed, it listens to nobody", () => {
  const { line, onMessage } = setup();
  line.close();
  expect(onMessage.all.size).toBe(0);
});

/** A window with what a relay asks of it. */
function fakeWindow(prerendering = false) {
  const document = Object.assign(new EventTarget(), { prerendering });
  return Object.assign(new EventTarget(), { document, top: {} }) as unknown as Window;
}
function relay(window: Window) {
  const onMessage = listeners<Hear>();
  const sendMessage = vi.fn(async () => {});
  answerRoll({ sendMessage, onMessage }, window);
  return {
    sendMessage,
    hear: (message: unknown) => onMessage.all.forEach((listener) => listener(message, {})),
  };
}

test("a frame says that it is there at once, when it is asked, and when it is shown again", () => {
  const window = fakeWindow();
  const { sendMessage, hear } = relay(window);
  expect(sendMessage.mock.calls).toEqual([["hopscope.here"]]);
  hear("hopscope.roll");
  hear("something else");
  expect(sendMessage).toHaveBeenCalledTimes(2);
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  expect(sendMessage).toHaveBeenCalledTimes(3);
});

test("a prerendered frame waits until it is shown, and the top frame says nothing", () => {
  const window = fakeWindow(true);
  const { sendMessage, hear } = relay(window);
  hear("hopscope.roll");
  expect(sendMessage).not.toHaveBeenCalled();
  Object.assign(window.document, { prerendering: false });
  window.document.dispatchEvent(new Event("prerenderingchange"));
  expect(sendMessage).toHaveBeenCalledOnce();
  const top = fakeWindow();
  Object.assign(top, { top });
  expect(relay(top).sendMessage).not.toHaveBeenCalled();
});

import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import type { Command } from "../command.ts";
import type { Channel } from "./channel.ts";
import type { Message } from "./message.ts";
import { offerPort, takePort } from "./window-port.ts";

const event: CaptureEvent = {
  kind: "page.network",
  online: true,
  id: "d:0",
  seq: 0,
  doc: "d",
  at: 1,
};

/** A window whose messages are dispatched as a browser does it: later, to all listeners, with the ports. */
function fakeWindow() {
  const target = new EventTarget();
  return Object.assign(target, {
    MessageChannel,
    setTimeout,
    clearTimeout,
    postMessage(data: unknown, _origin: string, ports: MessagePort[] = []) {
      setImmediate(() => {
        const message = new Event("message");
        Object.assign(message, { data, ports, source: target });
        target.dispatchEvent(message);
      });
    },
  }) as unknown as Window & typeof globalThis;
}

function collect(window: Window) {
  const got: CaptureEvent[] = [];
  takePort(window, (channel) => {
    channel.onMessage((message) => {
      if (message.kind === "events") got.push(...message.events);
    });
  });
  return got;
}

test.each(["tap first", "relay first"])("events arrive once whoever starts: %s", async (order) => {
  const window = fakeWindow();
  const early = order === "relay first" ? collect(window) : undefined;
  const port = offerPort(window);
  port.send([event]);
  const got = early ?? collect(window);
  await vi.waitFor(() => expect(got).toEqual([event]));
  port.send([{ ...event, id: "d:1", seq: 1 }]);
  await vi.waitFor(() => expect(got.map(({ seq }) => seq)).toEqual([0, 1]));
  port.close();
});

test("a relay that comes after the offer has been dispatched asks, and nothing is lost", async () => {
  const window = fakeWindow();
  const port = offerPort(window);
  port.send([event]);
  await new Promise((resolve) => setImmediate(resolve));
  const got = collect(window);
  await vi.waitFor(() => expect(got).toEqual([event]));
  port.close();
});

test("the page sees no message of ours, and ours is not taken from another window", async () => {
  const window = fakeWindow();
  const got = collect(window);
  const seen = vi.fn();
  const port = offerPort(window);
  window.addEventListener("message", seen);
  port.send([event]);
  await vi.waitFor(() => expect(got).toEqual([event]));
  expect(seen.mock.calls.map(([message]) => Reflect.get(message as object, "data"))).toEqual([]);
  port.close();
});

test("a command comes by the port that was taken, and by nothing that a page can say", async () => {
  const window = fakeWindow();
  let relay: Channel | undefined;
  takePort(window, (channel) => {
    relay = channel;
  });
  const port = offerPort(window);
  const run = vi.fn();
  port.onCommand(run);
  await vi.waitFor(() => expect(relay).toBeDefined());
  const command: Command = { kind: "probe.get", question: "job j", path: "/api" };
  for (const forged of [
    { kind: "command", command },
    { hopscope: "command", command },
  ]) {
    window.postMessage(forged, "*");
  }
  const got: Message[] = [];
  relay?.onMessage((message) => void got.push(message));
  relay?.post({ kind: "command", command });
  await vi.waitFor(() => expect(run.mock.calls).toEqual([[command]]));
  port.reply({ kind: "ask.fail", ask: 0, error: "no" });
  await vi.waitFor(() => expect(got).toMatchObject([{ kind: "reply" }]));
  port.close();
});

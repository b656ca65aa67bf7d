import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import type { Command } from "../command.ts";
import type { Channel } from "./channel.ts";
import type { Message } from "./message.ts";
import { takePort } from "./take-port.ts";
import { unpack } from "./unpack.ts";
import { offerPort } from "./window-port.ts";

const event: CaptureEvent = {
  kind: "page.network",
  online: true,
  id: "d:0",
  seq: 0,
  doc: "d",
  at: 1,
};

const { MessagePort, MessageEvent, Reflect, CustomEvent, JSON, crypto, Object } = globalThis;
const fakeWindow = () =>
  Object.assign(new EventTarget(), {
    ...{
      MessageChannel,
      MessagePort,
      MessageEvent,
      Reflect,
      CustomEvent,
      JSON,
      crypto,
      Object,
      setTimeout,
      clearTimeout,
    },
  }) as unknown as Window & typeof globalThis;

function collect(window: Window) {
  const got: CaptureEvent[] = [];
  takePort(window, (channel) => {
    channel.onMessage((message) => {
      if (message.kind === "packed") got.push(...unpack(message.packed));
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

test("it is over before anything else can run, and then there is nothing to see and nothing to answer", async () => {
  const window = fakeWindow();
  const got = collect(window);
  const port = offerPort(window);
  const seen: Event[] = [];
  for (const type of ["hopscope:ask", "hopscope:offer", "message"]) {
    window.addEventListener(type, (each) => void seen.push(each));
  }
  const ask = new Event("hopscope:ask");
  const { port1, port2 } = new MessageChannel();
  port2.postMessage({ kind: "events", events: [{ ...event, id: "forged:0", doc: "forged" }] });
  const offer = new MessageEvent("hopscope:offer", { ports: [port1], cancelable: true });
  window.dispatchEvent(ask);
  window.dispatchEvent(offer);
  port.send([event]);
  await vi.waitFor(() => expect(got).toEqual([event]));
  expect(seen).toEqual([ask, offer]);
  expect(offer.defaultPrevented).toBe(false);
  port1.close();
  port.close();
});

test("what a page replaces later is not what the tap uses", async () => {
  const window = fakeWindow();
  const got = collect(window);
  const port = offerPort(window);
  const stolen: unknown[] = [];
  const steal = function (this: unknown) {
    stolen.push(this);
  };
  const natives = [
    [MessagePort.prototype, "postMessage"],
    [MessagePort.prototype, "close"],
    [MessageEvent.prototype, "data"],
  ] as const;
  const found = natives.map(([prototype, name]) =>
    Reflect.getOwnPropertyDescriptor(prototype, name),
  );
  try {
    for (const [prototype, name] of natives) {
      Object.defineProperty(prototype, name, {
        configurable: true,
        ...(name === "data" ? { get: steal } : { value: steal }),
      });
    }
    port.send([event]);
    port.close();
    expect(stolen).toEqual([]);
  } finally {
    natives.forEach(([prototype, name], place) =>
      Object.defineProperty(prototype, name, found[place] ?? {}),
    );
  }
  await vi.waitFor(() => expect(got).toEqual([event]));
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
  const forged = { kind: "command", command };
  for (const type of ["message", "hopscope:offer", "hopscope:ask"]) {
    window.dispatchEvent(new MessageEvent(type, { data: forged }));
  }
  const got: Message[] = [];
  relay?.onMessage((message) => void got.push(message));
  relay?.post({ kind: "command", command });
  await vi.waitFor(() => expect(run.mock.calls).toEqual([[command]]));
  port.reply({ kind: "ask.fail", ask: 0, error: "no" });
  await vi.waitFor(() => expect(got).toMatchObject([{ kind: "reply" }]));
  port.close();
});

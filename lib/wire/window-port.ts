/**
 * The private way from the page's world to the relay's: a MessagePort that the tap offers by one window message,
 * which the relay takes before any listener of the page. Either side may be there first: the tap offers when it
 * starts and again when the relay asks, and keeps its events until a port has been taken.
 */
import type { Command, Reply } from "../command.ts";
import type { CaptureEvent } from "../event.ts";
import type { Channel } from "./channel.ts";
import { isCommand } from "./command.ts";
import { readMessage, type Message } from "./message.ts";

/** The one field of our window messages. */
const TAG = "hopscope";

/** How long the relay waits for an offer before it asks, in ms. */
const PATIENCE = 50;

/** Events kept while nobody has taken the port. */
const CAPACITY = 20_000;

const isTagged = (data: unknown, word: string): boolean =>
  typeof data === "object" && data !== null && Reflect.get(data, TAG) === word;

/** Calls `take` for each of our messages with this word, and keeps the message from everybody else. */
function onWindowMessage(window: Window, word: string, take: (event: MessageEvent) => void) {
  const listener = (event: MessageEvent) => {
    if (event.source !== window || !isTagged(event.data, word)) return;
    event.stopImmediatePropagation();
    take(event);
  };
  window.addEventListener("message", listener, true);
  return () => window.removeEventListener("message", listener, true);
}

/** A message to our own window. The origin "*" reaches nobody else: it is the window's own queue. */
const tell = (window: Window, word: string, transfer: Transferable[] = []) =>
  window.postMessage({ [TAG]: word }, "*", transfer);

/** The page's end. `MessageChannel` is the page's. */
export function offerPort(window: Window & typeof globalThis): {
  /** Gives events to the relay, now or when there is one. */
  send: (events: CaptureEvent[]) => void;
  /** `run` gets what a panel asks; nothing but the port that was taken can bring it. */
  onCommand: (run: (command: Command) => void) => void;
  reply: (reply: Reply) => void;
  close: () => void;
} {
  const { MessageChannel } = window;
  let waiting: CaptureEvent[] = [];
  let taken: MessagePort | undefined;
  const offered: MessagePort[] = [];
  let run: (command: Command) => void = () => {};
  const offer = () => {
    const { port1, port2 } = new MessageChannel();
    offered.push(port1);
    // The relay may have asked before it saw the offer, so an earlier one stays good: the first taken wins.
    port1.addEventListener("message", ({ data }) => {
      if (taken === port1) return take(data);
      if (taken) return;
      taken = port1;
      forgetAsk();
      if (waiting.length > 0) send(waiting);
      waiting = [];
    });
    port1.start();
    tell(window, "offer", [port2]);
  };
  const send = (events: CaptureEvent[]) => {
    if (taken) taken.postMessage({ kind: "events", events } satisfies Message);
    else if (waiting.length < CAPACITY) waiting.push(...events);
  };
  const take = (data: unknown) => {
    const { kind, command } = (data ?? {}) as { kind?: unknown; command?: unknown };
    if (kind === "command" && isCommand(command)) run(command);
  };
  const forgetAsk = onWindowMessage(window, "ask", () => !taken && offer());
  offer();
  return {
    send,
    onCommand(next) {
      run = next;
    },
    reply: (reply) => taken?.postMessage({ kind: "reply", reply } satisfies Message),
    close() {
      forgetAsk();
      for (const port of offered) port.close();
    },
  };
}

/** The relay's end: calls `use` once, with the first port that is offered. Asks once for an offer that came too early. */
export function takePort(window: Window, use: (channel: Channel) => void): () => void {
  let taken = false;
  const forget = onWindowMessage(window, "offer", ({ ports: [port] }) => {
    if (!port || taken) return;
    taken = true;
    const channel = portChannel(port);
    use(channel);
    // A second offer may be on its way until the tap knows that the first was taken; the page must not see it.
    const off = channel.onMessage(() => {
      forget();
      off();
    });
    channel.post({ kind: "taken" });
  });
  const timer = window.setTimeout(() => !taken && tell(window, "ask"), PATIENCE);
  return () => {
    window.clearTimeout(timer);
    forget();
  };
}

/** A MessagePort as a channel. It dies with the document, so nobody has to be told that it closed. */
function portChannel(port: MessagePort): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      const listener = ({ data }: MessageEvent) => {
        const message = readMessage(data);
        if (message) handler(message);
      };
      port.addEventListener("message", listener);
      port.start();
      return () => port.removeEventListener("message", listener);
    },
    onClose(handler) {
      port.addEventListener("close", handler);
      return () => port.removeEventListener("close", handler);
    },
    close: () => port.close(),
  };
}

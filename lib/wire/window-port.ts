/**
 * The private way from the page's world to the relay's: one end of a MessageChannel, handed over in an event while both
 * sides start. All of it is synchronous, so it is over before the page's first script. Either side may be there first: the
 * tap offers when it starts and again when the relay asks, and keeps its events until the port has been taken.
 */
import type { Command, Reply } from "../command.ts";
import type { CaptureEvent } from "../event.ts";
import type { Channel } from "./channel.ts";
import { isCommand } from "./command.ts";
import { createFarewell, hearFarewell } from "./farewell.ts";
import { readMessage, type Message } from "./message.ts";
import { createOwnPort } from "./own-port.ts";
import { canPack, pack } from "./pack.ts";

/** The relay asks; the tap offers, and whoever cancels the offer has taken its port. */
const ASK = "hopscope:ask";
const OFFER = "hopscope:offer";

/** Before listeners that do not capture. An object: Node does not find what was added with a bare `true`. */
const EARLY = { capture: true };

/** Events kept while nobody has taken the port. */
const CAPACITY = 2_000;

/** The page's end. Everything that it uses of the page is taken here and now. */
export function offerPort(window: Window & typeof globalThis): {
  /** Gives events to the relay, now or when there is one. */
  send: (events: CaptureEvent[]) => void;
  /** `run` gets what a panel asks; nothing but the port that was taken can bring it. */
  onCommand: (run: (command: Command) => void) => void;
  /** `stop` runs when the extension has gone: it was updated, reloaded or removed. */
  onEnd: (stop: () => void) => void;
  reply: (reply: Reply) => void;
  close: () => void;
} {
  const { MessageEvent } = window;
  let run: (command: Command) => void = () => {};
  let stop = () => {};
  const farewell = createFarewell(window);
  const { port, other } = createOwnPort(window, (data) => {
    const { kind, command } = (data ?? {}) as { kind?: unknown; command?: unknown };
    if (kind === "ack") farewell.arrived();
    if (kind === "end") stop();
    if (kind === "command" && isCommand(command)) run(command);
  });
  const post = (message: Message) => port.post(message);
  let waiting: CaptureEvent[] = [];
  let taken = false;
  const offer = () => {
    if (taken) return;
    taken = !window.dispatchEvent(new MessageEvent(OFFER, { ports: [other], cancelable: true }));
    if (!taken) return;
    window.removeEventListener(ASK, offer, EARLY);
    post({ kind: "farewell", name: farewell.name });
    if (waiting.length > 0) send(waiting);
    waiting = [];
  };
  const send = (events: CaptureEvent[]) => {
    if (taken) {
      const message: Message = canPack()
        ? { kind: "packed", packed: pack(events) }
        : { kind: "events", events };
      if (farewell.say(message)) return;
      farewell.sent(message);
      post(message);
    } else if (waiting.length < CAPACITY) waiting = waiting.concat(events);
  };
  window.addEventListener(ASK, offer, EARLY);
  offer();
  return {
    send,
    onCommand(next) {
      run = next;
    },
    onEnd(next) {
      stop = next;
    },
    reply: (reply) => taken && post({ kind: "reply", reply }),
    close() {
      window.removeEventListener(ASK, offer, EARLY);
      farewell.close();
      port.close();
    },
  };
}

/** The relay's end: calls `use` once, with the first port that is offered, and keeps the offer from everybody else. */
export function takePort(window: Window, use: (channel: Channel) => void): () => void {
  const forget = () => window.removeEventListener(OFFER, listener, EARLY);
  const listener = (event: Event) => {
    const [port] = (event as Partial<MessageEvent>).ports ?? [];
    if (!port) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    forget();
    use(portChannel(port, window));
  };
  window.addEventListener(OFFER, listener, EARLY);
  window.dispatchEvent(new Event(ASK));
  return forget;
}

/** A MessagePort as a channel. It dies with the document, so nobody has to be told that it closed. */
function portChannel(port: MessagePort, window: Window): Channel {
  let batch = 0;
  const handlers = new Set<(message: Message) => void>();
  const take = (message: Message) => {
    for (const handler of handlers) handler(message);
  };
  port.addEventListener("message", ({ data }: MessageEvent) => {
    const message = readMessage(data);
    if (message?.kind === "farewell") hearFarewell(window, message.name, take);
    else if (message) take(message);
    if (message?.kind === "events" || message?.kind === "packed")
      port.postMessage({ kind: "ack", batch: batch++ } satisfies Message);
  });
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      handlers.add(handler);
      port.start();
      return () => handlers.delete(handler);
    },
    onClose(handler) {
      port.addEventListener("close", handler);
      return () => port.removeEventListener("close", handler);
    },
    close: () => port.close(),
  };
}

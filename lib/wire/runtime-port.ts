/** The panel's way to the relay of a tab: a port that the panel opens, and opens again when the document goes away. */
import type { Command, Reply } from "../command.ts";
import type { CaptureEvent } from "../event.ts";
import type { Channel } from "./channel.ts";
import type { Had } from "./gate.ts";
import { readMessage } from "./message.ts";
import { createReader } from "./reader.ts";

/** By this name the relay knows that a connection is for it. */
export const PORT_NAME = "hopscope";

/** The part of a browser's port that is used. */
export interface RuntimePort {
  name: string;
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: Listeners<(message: unknown) => void>;
  onDisconnect: Listeners<() => void>;
}

export interface Listeners<F> {
  addListener(listener: F): void;
  removeListener(listener: F): void;
}

interface Tabs {
  connect(tabId: number, options: { frameId: number; name: string }): RuntimePort;
}

/** A port of the browser as a channel. */
export function runtimeChannel(port: RuntimePort): Channel {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
  });
  return {
    post(message) {
      if (!open) return;
      try {
        port.postMessage(message);
      } catch {
        // The other side has gone and the browser has not said so yet.
        open = false;
      }
    },
    onMessage(handler) {
      const listener = (value: unknown) => {
        const message = readMessage(value);
        if (message) handler(message);
      };
      port.onMessage.addListener(listener);
      return () => port.onMessage.removeListener(listener);
    },
    onClose(handler) {
      port.onDisconnect.addListener(handler);
      return () => port.onDisconnect.removeListener(handler);
    },
    close() {
      open = false;
      port.disconnect();
    },
  };
}

/** `gone`: nobody has answered for a second; the search goes on. */
export type ConnectionState = "connecting" | "live" | "gone";

export interface TabHandlers {
  /** Events in order, each stamped with the tab. After a reconnection some may come again, with the same ids. */
  onEvents: (events: CaptureEvent[]) => void;
  onState: (state: ConnectionState) => void;
}

interface Timers {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

/** Waiting time before the next attempt, in ms: doubled each time, from the first to the last. */
const FIRST_WAIT = 50;
const LAST_WAIT = 1_000;

/** The questions that are answered, without their numbers. */
export type Question = Ask extends infer A ? (A extends Ask ? Omit<A, "ask"> : never) : never;
type Ask = Extract<Command, { ask: number }>;

/** A connection to a tab. */
export interface TabLine {
  /** Whether the page answers just now. */
  isLive(): boolean;
  /** Sends what is answered by an event; does nothing while nobody is there. */
  send(command: Command): void;
  /** Sends a question. The answer is an `ask.fail` when the page goes away before, or nobody is there. */
  ask(question: Question): Promise<Reply>;
  close(): void;
}

/**
 * Connects to the top frame of a tab and stays connected, over reloads and navigations, until it is closed. Every batch is acknowledged; after a reconnection the relay goes on behind the last one.
 */
export function connectTab(
  tabs: Tabs,
  tabId: number,
  { onEvents, onState }: TabHandlers,
  timers: Timers = globalThis,
): TabLine {
  let state: ConnectionState | undefined;
  let channel: Channel | undefined;
  let timer: number | undefined;
  let wait = FIRST_WAIT;
  let closed = false;
  let last: Had | undefined;
  const asked = new Map<number, (reply: Reply) => void>();
  let asks = 0;

  const answer = (reply: Reply) => {
    asked.get(reply.ask)?.(reply);
    asked.delete(reply.ask);
  };
  const failAll = (error: string) => {
    for (const ask of [...asked.keys()]) answer({ kind: "ask.fail", ask, error });
  };

  const enter = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    onState(next);
  };

  const retry = () => {
    failAll("The page went away.");
    if (closed) return;
    enter(wait >= LAST_WAIT || state === "gone" ? "gone" : "connecting");
    timer = timers.setTimeout(open, wait);
    wait = Math.min(wait * 2, LAST_WAIT);
  };

  const open = () => {
    try {
      channel = runtimeChannel(tabs.connect(tabId, { frameId: 0, name: PORT_NAME }));
    } catch {
      // The tab itself has gone.
      retry();
      return;
    }
    const current = channel;
    const read = createReader(last);
    current.onClose(retry);
    current.onMessage((message) => {
      if (message.kind === "hello") {
        wait = FIRST_WAIT;
        enter("live");
      }
      if (message.kind === "reply") answer(message.reply);
      if (message.kind !== "batch") return;
      const events = read(message.packs);
      for (const event of events) event.tab = tabId;
      const newest = events.at(-1);
      if (newest) last = { doc: newest.doc, after: newest.seq };
      current.post({ kind: "ack", batch: message.batch });
      onEvents(events);
    });
    current.post({ kind: "attach", ...last });
  };

  enter("connecting");
  open();
  const send = (command: Command) => channel?.post({ kind: "command", command });
  return {
    isLive: () => state === "live",
    send,
    ask(question) {
      const ask = asks++;
      return new Promise((resolve) => {
        asked.set(ask, resolve);
        if (state === "live") send({ ...question, ask });
        else failAll("No page is connected.");
      });
    },
    close() {
      closed = true;
      if (timer !== undefined) timers.clearTimeout(timer);
      failAll("The panel was closed.");
      channel?.close();
    },
  };
}

/**
 * The private way from the page's world to the relay's: one end of a MessageChannel, handed over in an event while both
 * sides start. All of it is synchronous, so it is over before the page's first script. Either side may be there first: the
 * tap offers when it starts and again when the relay asks, and keeps its events until the port has been taken.
 */
import type { Command, Reply } from "../command.ts";
import type { CaptureEvent } from "../event.ts";
import { isCommand } from "./command.ts";
import { createFarewell } from "./farewell.ts";
import { ASK, EARLY, OFFER } from "./handover.ts";
import type { Message } from "./message.ts";
import { createOwnPort } from "./own-port.ts";
import { canPack, pack } from "./pack.ts";

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
  /** Whether a panel is there, as far as the relay has told. */
  isWatched: () => boolean;
  close: () => void;
} {
  const { MessageEvent } = window;
  let run: (command: Command) => void = () => {};
  let stop = () => {};
  const farewell = createFarewell(window);
  const { port, other } = createOwnPort(window, (data) => {
    const { kind, command, batch, on } = (data ?? {}) as Record<string, unknown>;
    if (kind === "ack") farewell.arrived(batch as number);
    if (kind === "end") stop();
    if (kind === "watched") watched = on === true;
    if (kind === "command" && isCommand(command)) run(command);
  });
  const post = (message: Message) => port.post(message);
  let waiting: CaptureEvent[] = [];
  let taken = false;
  let watched = false;
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
    isWatched: () => watched,
    close() {
      window.removeEventListener(ASK, offer, EARLY);
      farewell.close();
      port.close();
    },
  };
}

import type { EventOf, Said, TapName } from "../event.ts";
import type { Bodies } from "./bodies.ts";
import type { RealtimeChannel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { Meter } from "./meter.ts";
import { Reflect } from "./natives.ts";
import type { Needles } from "./needles.ts";
import type { CaptureOptions } from "./options.ts";
import type { Seam } from "./seams.ts";
import type { Session } from "./session.ts";

export type Page = Window & typeof globalThis;

/** The frame being delivered and the handler being run, while they are. Tells one tap what another one knows. */
interface Delivery {
  /** The last message event that a socket delivered, and the id of its `frame.in`. */
  event?: Event;
  frame?: string;
  /** That `frame.in` itself, while its batch has not left. */
  said?: Pick<EventOf<"frame.in">, "size" | "body" | "held">;
  /** Topic of the handler on the stack. */
  topic?: string;
  /** Topics whose channel was told to subscribe and whose `phx_join` has not been sent. */
  joining?: Set<string>;
  /** Tells of the message that is being dispatched, where the page's listeners are called before ours. */
  hear?: (event: Event) => void;
  /** Lets the tap of sockets know one that was there before it. */
  watchSocket?: (socket: WebSocket) => void;
}

/** What a tap gets to work with. */
export interface Context {
  page: Page;
  clock: Clock;
  options: CaptureOptions;
  needles: Needles;
  delivery: Delivery;
  session: Session;
  bodies: Bodies;
  meter: Meter;
  seam: Seam;
  /** The newest channel of each topic, with `realtime:`. */
  channels: Map<string, WeakRef<RealtimeChannel>>;
  /** Makes an event; returns its id. */
  say: (said: Said) => string;
  /**
   * Runs the tap's own work. What it throws never reaches the page: it becomes a `tap.error` and switches the tap
   * off, after which `safe` runs nothing any more. Everything a tap does in the page's calls goes through here.
   */
  safe: <T>(work: () => T) => T | undefined;
  /** Keeps a way back, for when the tap is switched off. The last one kept is gone first. */
  undo: (wayBack: () => void) => void;
}

/** One thing to watch. `start` patches and listens, and keeps every way back. */
export interface Tap {
  name: TapName;
  start: (context: Context) => void;
}

const { EventTarget } = globalThis;
const { addEventListener, removeEventListener } = EventTarget.prototype;
type Listen = EventTarget["removeEventListener"];

/** Adds a listener and returns the way back. */
export function listen<E extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  capture = false,
): () => void {
  // Only a target that is none of the browser's own is asked for its way.
  const isForeign =
    !(target instanceof EventTarget) &&
    typeof Reflect.get(target, "addEventListener") === "function";
  const call = (method: Listen, name: "addEventListener" | "removeEventListener") =>
    Reflect.apply(isForeign ? target[name] : method, target, [type, listener, capture]);
  call(addEventListener, "addEventListener");
  return () => call(removeEventListener, "removeEventListener");
}

/** Between a page and the panels that look at it: keeps events, sends them with credits, sends again what was not acknowledged. */
import type { CaptureEvent } from "../event.ts";
import type { Channel } from "./channel.ts";
import { createAsks, refuse } from "./asks.ts";
import { createGate } from "./gate.ts";
import { Pace } from "./pace.ts";
import { unpack } from "./pack.ts";
import { EventQueue, relayLimits, type Limits } from "./queue.ts";
import { Unread } from "./unread.ts";

/** Batches that a panel may have on the way, and what one may hold: events, bytes. */
const CREDITS = 4;
const BATCH_EVENTS = 500;
const BATCH_BYTES = 1024 * 1024;

/** After what time a panel that has been told enough for now is told more, in ms. */
const PAUSE = 50;

interface Panel {
  channel: Channel;
  /** Position of the next event to send; undefined until the panel has said where to begin. */
  next: number | undefined;
  /** Sequence number of the last event sent. */
  last: number;
  batch: number;
  inFlight: number;
  pace: Pace;
  /** It is told more in a moment. */
  paused: boolean;
}

/** The browser's, but in tests. */
interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
}
const browserClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
};

export interface Relay {
  /** The page's end has been found. What it says is events and replies; nothing else is listened to. */
  join(page: Channel): void;
  /** Events of the page, in order. */
  take(events: CaptureEvent[]): void;
  /** A panel has connected. */
  connect(channel: Channel): void;
}

/** Several panels may be connected at once; each gets all that is kept. */
export function createRelay(limits: Limits = relayLimits, clock: Clock = browserClock): Relay {
  const queue = new EventQueue(limits);
  const panels = new Set<Panel>();
  const unread = new Unread(limits.bytes);
  const asks = createAsks();
  let page: Channel | undefined;
  let admit = createGate();

  const pause = (panel: Panel) => {
    if (panel.paused) return;
    panel.paused = true;
    clock.setTimeout(() => {
      panel.paused = false;
      if (panels.has(panel)) pump(panel);
    }, PAUSE);
  };

  const pump = (panel: Panel): void => {
    while (panel.next !== undefined && panel.inFlight < CREDITS && panel.next < queue.end) {
      const most = Math.min(BATCH_EVENTS, panel.pace.left);
      if (most < 1) return pause(panel);
      const start = Math.max(panel.next, queue.start);
      const part = queue.slice(start, most, BATCH_BYTES);
      panel.pace.spend(part.length);
      panel.next = start + part.length;
      const events = withGaps(part, panel.last);
      panel.last = events.at(-1)?.seq ?? panel.last;
      panel.inFlight += 1;
      panel.channel.post({ kind: "batch", batch: panel.batch++, events });
    }
  };

  const take = (events: CaptureEvent[]) => {
    for (const event of events) queue.push(event);
    for (const panel of panels) pump(panel);
  };

  /** What was kept as text is read as soon as somebody wants it, and before anything newer. */
  const readAll = () => {
    for (const packed of unread.takeAll()) take(admit(unpack(packed)));
  };

  return {
    take,
    join(channel) {
      page = channel;
      admit = createGate();
      channel.onMessage((message) => {
        if (message.kind === "packed") {
          unread.put(message.packed);
          // The first one names the document, by which the gate knows all others.
          if (panels.size > 0 || queue.end === 0) readAll();
        }
        if (message.kind === "events") {
          readAll();
          take(admit(message.events));
        }
        if (message.kind === "reply") asks.answer(message.reply);
      });
    },
    connect(channel) {
      const pace = new Pace(() => clock.now());
      const start = { next: undefined, last: -1, batch: 0, inFlight: 0, paused: false };
      const panel: Panel = { channel, pace, ...start };
      readAll();
      panels.add(panel);
      channel.onClose(() => {
        panels.delete(panel);
        asks.forget(channel);
      });
      channel.onMessage((message) => {
        if (message.kind === "command") {
          if (page) page.post({ kind: "command", command: asks.note(channel, message.command) });
          else refuse(channel, message.command);
          return;
        }
        if (message.kind === "ack") panel.inFlight = Math.max(0, panel.inFlight - 1);
        if (message.kind === "attach") {
          Object.assign(panel, findStart(queue, message.doc, message.after));
          panel.inFlight = 0;
          channel.post({ kind: "hello" });
        }
        pump(panel);
      });
    },
  };
}

/** Where to go on for a panel that has event `after` of `doc`. */
function findStart(queue: EventQueue, doc: string | undefined, after: number | undefined) {
  if (after === undefined || queue.at(queue.start)?.doc !== doc) return { next: 0, last: -1 };
  return { next: queue.positionAfter(after), last: after };
}

/** Says what is missing between the sequence number `last` and these events, wherever it was dropped. */
function withGaps(events: CaptureEvent[], last: number): CaptureEvent[] {
  let previous = last;
  return events.flatMap((event) => {
    const gap = event.seq > previous + 1 ? [describeGap(previous + 1, event)] : [];
    previous = event.seq;
    return [...gap, event];
  });
}

/** The same gap has the same id whoever is told and however often. */
function describeGap(from: number, { doc, at, seq }: CaptureEvent): CaptureEvent {
  const to = seq - 1;
  const id = `${doc}:gap:${from}-${to}`;
  const reason = "more events than the relay keeps";
  return { kind: "gap.drop", id, seq: to, doc, at, count: seq - from, from, to, reason };
}

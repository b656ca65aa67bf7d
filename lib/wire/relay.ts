/**
 * Between a page and the panels that look at it: keeps batches, sends them with credits, sends again what was not
 * acknowledged. It lives in the page's process and in its thread, so it reads nothing of what it carries.
 */
import type { Channel } from "./channel.ts";
import { createAsks, refuse } from "./asks.ts";
import { createJournalLine } from "./journal-line.ts";
import type { Background } from "./journal-port.ts";
import { Pace } from "./pace.ts";
import { pack, type Packed } from "./pack.ts";
import { BatchQueue, countOf, relayLimits, type Limits } from "./queue.ts";

/** Batches that a panel may have on the way, and what one may hold: events, bytes. */
const CREDITS = 4;
const BATCH_EVENTS = 500;
const BATCH_BYTES = 1024 * 1024;

/** After what time a panel that has been told enough for now is told more, in ms. */
const PAUSE = 50;

/** Whoever gets the events: a panel, or the journal while there is none. */
export interface Panel {
  channel: Channel;
  /** Position of the next batch to send; undefined until the panel has said where to begin. */
  next: number | undefined;
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
  /** A batch of the page: they come in order. */
  take(packed: Packed): void;
  /** A panel has connected. */
  connect(channel: Channel): void;
  /** The document is being left, or is shown again: what waits for credits goes at once, as there may be no later. */
  leave(leaving: boolean): void;
}

/**
 * Several panels may be connected at once; each gets all that is kept. While there is none, the journal in the background
 * gets it.
 */
export function createRelay(
  limits: Limits = relayLimits,
  clock: Clock = browserClock,
  background?: Background,
): Relay {
  const queue = new BatchQueue(limits);
  const panels = new Set<Panel>();
  const asks = createAsks();
  let page: Channel | undefined;
  let leaving = false;
  /** Whether the page was told that a panel is there. */
  let told = false;

  const pause = (panel: Panel) => {
    if (panel.paused) return;
    panel.paused = true;
    clock.setTimeout(() => {
      panel.paused = false;
      if (panels.has(panel)) pump(panel);
    }, PAUSE);
  };

  const pump = (panel: Panel): void => {
    while (panel.next !== undefined && panel.next < queue.end) {
      if (panel.inFlight >= CREDITS && !leaving) return;
      const most = leaving ? BATCH_EVENTS : Math.min(BATCH_EVENTS, panel.pace.left);
      if (most < 1) return pause(panel);
      const start = Math.max(panel.next, queue.start);
      const packs = queue.slice(start, most, BATCH_BYTES);
      panel.pace.spend(packs.reduce((sum, packed) => sum + countOf(packed), 0));
      panel.next = start + packs.length;
      panel.inFlight += 1;
      panel.channel.post({ kind: "batch", batch: panel.batch++, packs });
    }
  };

  const connect = (channel: Channel): Panel => {
    const pace = new Pace(() => clock.now());
    const start = { next: undefined, batch: 0, inFlight: 0, paused: false };
    const panel: Panel = { channel, pace, ...start };
    panels.add(panel);
    channel.onClose(() => {
      panels.delete(panel);
      asks.forget(channel);
      follow();
    });
    channel.onMessage((message) => {
      if (message.kind === "ack") panel.inFlight = Math.max(0, panel.inFlight - 1);
      if (message.kind === "attach") {
        panel.next = findStart(queue, message.doc, message.after);
        panel.inFlight = 0;
      }
      pump(panel);
    });
    return panel;
  };
  const journal = createJournalLine({ queue, panels, connect, open: background?.open });

  /** Somebody came or went. */
  const follow = () => {
    journal.follow();
    const on = journal.isWatched();
    if (on !== told) page?.post({ kind: "watched", on });
    told = on;
  };

  const take = (packed: Packed) => {
    queue.push(packed);
    for (const panel of panels) pump(panel);
    journal.follow();
    if (background?.isGone()) end();
  };
  /** There is no extension any more: the taps go, and nothing is sent. */
  const end = () => {
    page?.post({ kind: "end" });
    page = undefined;
    panels.clear();
  };

  return {
    take,
    join(channel) {
      page = channel;
      told = false;
      follow();
      channel.onMessage((message) => {
        if (message.kind === "packed") take(message.packed);
        if (message.kind === "events") take(pack(message.events));
        if (message.kind === "reply") asks.answer(message.reply);
      });
    },
    connect(channel) {
      connect(channel);
      channel.onMessage((message) => {
        if (message.kind === "command") {
          if (page) page.post({ kind: "command", command: asks.note(channel, message.command) });
          else refuse(channel, message.command);
        }
        if (message.kind !== "attach") return;
        channel.post({ kind: "hello" });
        follow();
      });
    },
    leave(next) {
      leaving = next;
      if (leaving) journal.hurry();
      for (const panel of panels) pump(panel);
    },
  };
}

/** Where to go on for a panel that has event `after` of `doc`. */
function findStart(queue: BatchQueue, doc: string | undefined, after: number | undefined): number {
  if (after === undefined || queue.at(queue.start)?.doc !== doc) return 0;
  return queue.positionAfter(after);
}

import type { CaptureEvent, EventOf, TapName } from "../event.ts";
import { insert, isAfter, type Document, type Seen, type Socket } from "./facts.ts";
import { Losses } from "./losses.ts";
import { Seconds } from "./seconds.ts";
import { Turns } from "./turns.ts";

const seenOf = ({ id, at, doc }: CaptureEvent): Seen => ({ id, at, doc });

/** All documents, and what each could see, had and lost. */
export class Pages {
  readonly all = new Map<string, Document>();
  readonly turns = new Turns();
  /** Events that were dropped on their way. */
  gaps = 0;

  get(doc: string): Document {
    let found = this.all.get(doc);
    if (!found) this.all.set(doc, (found = emptyDocument(doc)));
    return found;
  }

  /** The tab and the frame of a document, as far as an event tells them. */
  place(page: Document, { tab = page.tab, frameId = page.frameId }: CaptureEvent): void {
    if (tab === page.tab && frameId === page.frameId) return;
    if (tab !== undefined) page.tab = tab;
    if (frameId !== undefined) page.frameId = frameId;
    this.turns.learn(page);
  }

  socket(doc: string, number: number): Socket {
    const { sockets } = this.get(doc);
    let found = sockets.get(number);
    if (!found) {
      found = { number, vsn: "", url: "", ...silent() };
      sockets.set(number, found);
    }
    return found;
  }

  /** Since when a tap sees: its first sign of life. */
  attach({ doc, at }: CaptureEvent, tap: string): void {
    const { attached } = this.get(doc);
    const before = attached.get(tap);
    if (before === undefined || at < before) attached.set(tap, at);
  }

  /** A page may load a library twice: the version found last counts. */
  #version({ versions }: Document, event: EventOf<"tap.attach">): void {
    const { tap, version } = event;
    const before = versions.get(tap);
    if (version && !(before && isAfter(before, event)))
      versions.set(tap, { ...seenOf(event), version });
  }

  /** Were events of this document lost that may have happened from `from` to `until` (ms)? */
  hasLost(doc: string, from: number, until: number): boolean {
    const { drops, times } = this.get(doc);
    return drops.some((drop) => drop.at >= from && (times[drop.from - 1] ?? -Infinity) <= until);
  }

  /**
   * Would everything that a tap tells of have been seen from `from` to `until` (ms)? Then what is not there did not happen:
   * the tap has not switched itself off, and no event was lost.
   */
  hasSeenAll(doc: string, tap: TapName, from: number, until: number): boolean {
    return !this.isOff(doc, [tap], until) && !this.hasLost(doc, from, until);
  }

  /** A tap that raised has switched itself off: what it does not tell of may have happened. */
  isOff(doc: string, taps: readonly TapName[], until: number): boolean {
    return this.get(doc).faults.some(
      ({ tap, off, at }) => off && at <= until && taps.includes(tap),
    );
  }

  /** Takes what is about a page itself; gives false for every other kind. */
  take(event: CaptureEvent): boolean {
    const page = this.get(event.doc);
    switch (event.kind) {
      case "page.start":
        Object.assign(page, {
          at: event.at,
          url: event.url,
          late: event.late,
          prerendered: event.prerendered ?? false,
        });
        this.turns.learn(page);
        return true;
      case "page.visibility":
        insert(page.visibility, event);
        return true;
      case "page.network":
        insert(page.network, event);
        return true;
      case "page.navigate":
        insert(page.navigations, event);
        return true;
      case "page.leave":
        insert(page.leaves, event);
        return true;
      case "page.show":
        insert(page.shows, event);
        this.turns.learn(page);
        return true;
      case "tap.attach":
        this.attach(event, event.tap);
        this.#version(page, event);
        return true;
      case "tap.error":
        insert(page.faults, event);
        return true;
      case "gap.drop":
        this.gaps += page.lost.add(event.from, event.to, page.times);
        insert(page.drops, { ...seenOf(event), from: event.from, to: event.to });
        return true;
      case "socket.create":
        Object.assign(this.socket(event.doc, event.socket), {
          vsn: event.vsn,
          url: event.url,
          created: seenOf(event),
        });
        return true;
      case "socket.open":
        this.socket(event.doc, event.socket).opened = seenOf(event);
        return true;
      case "socket.close": {
        const { code, reason, clean } = event;
        this.socket(event.doc, event.socket).closed = { ...seenOf(event), code, reason, clean };
        return true;
      }
      case "auth.session":
        insert(page.sessions, event);
        return true;
      case "auth.set":
        insert(page.pins, event);
        return true;
      case "auth.lock":
        insert(page.locks, event);
        return true;
      case "console.line":
        insert(event.text.startsWith("[") ? page.lines : page.warnings, event);
        return true;
      case "error.throw":
      case "error.reject":
        insert(page.errors, event);
        return true;
      case "error.csp":
        insert(page.refusals, event);
        return true;
      default:
        return false;
    }
  }
}

const silent = () => ({
  heard: new Seconds(),
  told: new Seconds(),
  largest: 0,
  heartbeats: [],
});

const emptyDocument = (doc: string): Document => ({
  doc,
  at: 0,
  url: "",
  late: true,
  prerendered: false,
  attached: new Map(),
  versions: new Map(),
  drops: [],
  lost: new Losses(),
  times: [],
  sockets: new Map(),
  visibility: [],
  network: [],
  navigations: [],
  leaves: [],
  shows: [],
  sessions: [],
  pins: [],
  locks: [],
  faults: [],
  errors: [],
  refusals: [],
  lines: [],
  warnings: [],
  posts: [],
});

/** The other tabs of an origin, out of the journal: nothing is asked of their pages. */
import type { CaptureEvent } from "../event.ts";
import { LogSize, type LogLimits } from "../bounded-log.ts";
import { openJournal, type Place } from "./journal.ts";
import { NEWS } from "./keep.ts";

/** The log of one other tab. The same array grows, until its oldest events have to leave. */
export interface TabLog {
  tab: number;
  events: readonly CaptureEvent[];
  /** When it was heard last, of one that was closed, ms since the epoch. */
  closedAt?: number;
}

/** What a panel keeps of each other tab, and of how many: those that were opened last. */
const neighbourLimits: LogLimits = { events: 40_000, bytes: 64 * 1024 * 1024 };
const MOST_TABS = 12;

/** News come for each batch of each tab; the journal is read no sooner than this after the last time, ms. */
const PACE_MS = 200;

interface Options {
  limits?: LogLimits;
  /** Calls back, that many ms later. */
  later?: (call: () => void, ms: number) => void;
}

/**
 * Gives to `take` the logs of all other tabs than `tab` in which pages of `origin` were heard, now and whenever they have
 * grown. Documents of other origins are not read, nor what was cleared. Returns how to stop.
 */
export function followNeighbours(
  tab: number,
  origin: string,
  take: (logs: readonly TabLog[]) => void,
  { limits = neighbourLimits, later = setTimeout }: Options = {},
): () => void {
  const journal = openJournal();
  const news = new BroadcastChannel(NEWS);
  const known = new Map<number, Neighbour>();
  /** Tabs of which there is news that was not read. */
  let stale = new Set<number>();
  let isReading = false;
  let closed = false;

  const readTab = async (other: number, docs: ReadonlySet<string>): Promise<boolean> => {
    const open = await journal;
    const neighbour = known.get(other) ?? new Neighbour(limits);
    known.set(other, neighbour);
    const cleared = await open.clearedOf(other);
    const heard: CaptureEvent[] = [];
    const wants = (doc: string) => docs.has(doc);
    neighbour.place = await open.read(
      other,
      neighbour.from(docs),
      (part) => heard.push(...part),
      wants,
    );
    return neighbour.add(heard.filter(({ doc, seq }) => seq > (cleared.get(doc) ?? -1)));
  };

  const readAll = async () => {
    const told = stale;
    stale = new Set();
    const tabs = await (await journal).ofOrigin(origin);
    tabs.delete(tab);
    let isChanged = false;
    for (const [other, neighbour] of known) {
      if (!tabs.has(other)) isChanged = neighbour.close() || isChanged;
    }
    for (const [other, docs] of [...tabs].slice(-MOST_TABS)) {
      if (known.has(other) && !told.has(other)) continue;
      isChanged = (await readTab(other, docs)) || isChanged;
    }
    // Of those that were closed the newest are still told of.
    const newest = [...known].slice(-MOST_TABS);
    if (isChanged && !closed) take(newest.map(([other, neighbour]) => neighbour.told(other)));
  };

  /** One reading at a time; news that come meanwhile lead to one more. */
  const read = () => {
    if (isReading || closed) return;
    isReading = true;
    const rest = () => {
      isReading = false;
      if (stale.size > 0) read();
    };
    // A journal that cannot be read is one that has nothing.
    void readAll()
      .catch(() => {})
      .then(() => later(rest, PACE_MS));
  };
  news.addEventListener("message", ({ data }) => {
    if (typeof data !== "number" || data === tab) return;
    stale.add(data);
    read();
  });
  read();

  return () => {
    closed = true;
    news.close();
    void journal.then((open) => open.close()).catch(() => {});
  };
}

/** What is known of one other tab. */
class Neighbour {
  readonly #limits: LogLimits;
  readonly #ids = new Set<string>();
  #docs: ReadonlySet<string> = new Set();
  #size: LogSize;
  log: CaptureEvent[] = [];
  place: Place = { next: 0 };
  closedAt: number | undefined;

  constructor(limits: LogLimits) {
    this.#limits = limits;
    this.#size = new LogSize(limits);
  }

  /** Where to read on. A document that is new may have begun before what was read last: then from the beginning. */
  from(docs: ReadonlySet<string>): Place {
    const isNew = [...docs].some((doc) => !this.#docs.has(doc));
    this.#docs = docs;
    return isNew ? { next: 0 } : this.place;
  }

  told(tab: number): TabLog {
    const { log: events, closedAt } = this;
    return { tab, events, ...(closedAt !== undefined && { closedAt }) };
  }

  /** The journal has forgotten it. False when that is known. */
  close(): boolean {
    if (this.closedAt !== undefined) return false;
    this.closedAt = this.log.reduce((last, { at }) => Math.max(last, at), 0);
    return true;
  }

  /** False when all of them were there. */
  add(events: readonly CaptureEvent[]): boolean {
    const fresh = events.filter(({ id }) => !this.#ids.has(id));
    for (const event of fresh) this.#take(event);
    if (this.#size.isOver) this.#shorten();
    return fresh.length > 0;
  }

  #take(event: CaptureEvent): void {
    this.#ids.add(event.id);
    this.#size.add(event);
    this.log.push(event);
  }

  /** The ids of what leaves are kept, so that it is not taken again. */
  #shorten(): void {
    const kept = this.#size.trim(this.log);
    this.log = [];
    this.#size = new LogSize(this.#limits);
    for (const event of kept) this.#take(event);
  }
}

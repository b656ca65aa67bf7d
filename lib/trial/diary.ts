/** What the companion was told to do and did, out of the log: which switches were on when, and each of their acts. */
import { indexFrom } from "../chain/facts.ts";
import { Shelf } from "../chain/shelf.ts";
import { switchOf } from "../companion/switches.ts";
import type { CaptureEvent, EventOf, SwitchedOn } from "../event.ts";
import { followLog } from "../follow-log.ts";

export type Act = EventOf<"companion.act">;

/** One switch that was on in one document, with the same values all the time. Times in ms since the epoch. */
export interface Span {
  id: string;
  params: SwitchedOn["params"];
  doc: string;
  tab: number | undefined;
  /** The `companion.on` that began it. */
  event: string;
  from: number;
  /** When it went off; while it is on, when its time will be over. */
  to: number;
}

/** What is on in a document. */
export interface Standing {
  doc: string;
  tab: number | undefined;
  on: readonly SwitchedOn[];
  /** Since when anything has been on in it, and until when, ms since the epoch. */
  since: number;
  ends: number;
  /** The `companion.on` that said so. */
  event: string;
}

export interface Diary {
  /** What is on at `now` (ms): of the document that was told last, a top one if there is one. */
  standing(now: number): Standing | undefined;
  /** How the companion ended last; undefined while it is on, and before it ever was. */
  ended(): EventOf<"companion.off"> | undefined;
  /** Oldest first. */
  spansOf(id: string): readonly Span[];
  /** The newest of a switch, in the order of time, and how many there were. */
  actsOf(id: string): readonly Act[];
  actCount(id: string): number;
  /** How many requests the fixes made, or had SWR make, in a document between two moments (ms). */
  requestsIn(doc: string, from: number, until: number): number;
  /** 1 for the tab that was seen first, and so on; 1 where nobody says which tab it is, as in a test. */
  tabNumber(tab: number | undefined): number;
}

/**
 * Returns a function that reads the diary of a log; what a log has grown by is all that it costs. The diary is another
 * object whenever anything in it has changed, and else the same.
 */
export function createDiary(): (events: readonly CaptureEvent[]) => Diary {
  const follow = followLog(createTables);
  return (events) => follow(events).current();
}

/** So many acts of a switch are kept, and spans: a page may say that there were more without end. */
const MOST = 2_000;
const MOST_SPANS = 100;

/** What makes SWR ask, besides what the companion asks itself. */
const ASKS: ReadonlySet<string> = new Set(["revalidated", "asked past caches"]);
const isRequest = ({ switch: id, fetch, url, what }: Act): boolean =>
  switchOf(id)?.kind === "fix" && (fetch !== undefined || url !== undefined || ASKS.has(what));

const sameValues = (a: SwitchedOn["params"], b: SwitchedOn["params"]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function createTables() {
  const standings = new Map<string, Standing & { frameId: number | undefined }>();
  const open = new Map<string, Span[]>();
  const spans = new Map<string, Span[]>();
  const acts = new Shelf<Act>();
  const counts = new Map<string, number>();
  const requests = new Shelf<Act>();
  const tabs = new Map<number, number>();
  let ended: EventOf<"companion.off"> | undefined;

  let changed = false;
  let diary: Diary = {
    standing(now) {
      const all = [...standings.values()].filter(({ ends }) => ends > now);
      return all.findLast(({ frameId }) => frameId === undefined) ?? all.at(-1);
    },
    ended: () => ended,
    spansOf: (id) => spans.get(id) ?? [],
    actsOf: (id) => acts.of(id),
    actCount: (id) => counts.get(id) ?? 0,
    requestsIn(doc, from, until) {
      const all = requests.of(doc);
      return indexFrom(all, until) - indexFrom(all, from);
    },
    tabNumber: (tab) => (tab === undefined ? 1 : (tabs.get(tab) ?? 1)),
  };

  const switchOff = (doc: string, at: number) => {
    if (!standings.delete(doc)) return;
    for (const span of open.get(doc) ?? []) span.to = Math.min(span.to, at);
    open.delete(doc);
    changed = true;
  };

  const switchOn = (told: EventOf<"companion.on">) => {
    const { id: event, doc, tab, frameId, at, ends } = told;
    // What a page makes up is none of ours.
    const on = told.on.filter(({ id }) => switchOf(id));
    if (on.length === 0) return switchOff(doc, at);
    const before = open.get(doc) ?? [];
    const kept = before.filter((span) =>
      on.some(({ id, params }) => id === span.id && sameValues(params, span.params)),
    );
    for (const span of before) span.to = kept.includes(span) ? ends : at;
    const fresh = on
      .filter(({ id }) => !kept.some((span) => span.id === id))
      .map(({ id, params }): Span => ({ id, params, doc, tab, event, from: at, to: ends }));
    for (const span of fresh) {
      const all = spans.get(span.id) ?? [];
      spans.set(span.id, [...all.slice(-MOST_SPANS), span]);
    }
    open.set(doc, [...kept, ...fresh]);
    const since = standings.get(doc)?.since ?? at;
    // Set anew, so that the one that was told last is the last one.
    standings.delete(doc);
    standings.set(doc, { doc, tab, frameId, on, since, ends, event });
    ended = undefined;
    changed = true;
  };

  /** A page that goes has no time to say so: the next document of its frame says it. */
  const replace = ({ doc, tab, frameId, at }: EventOf<"page.start">) => {
    for (const each of [...standings.values()]) {
      if (each.doc !== doc && each.tab === tab && each.frameId === frameId) switchOff(each.doc, at);
    }
  };

  const add = (event: CaptureEvent) => {
    if (event.tab !== undefined && !tabs.has(event.tab)) {
      tabs.set(event.tab, tabs.size + 1);
      changed = true;
    }
    switch (event.kind) {
      case "companion.on":
        switchOn(event);
        break;
      case "companion.off":
        switchOff(event.doc, event.at);
        if (standings.size === 0) ended = event;
        changed = true;
        break;
      case "companion.act":
        acts.put(event.switch, event, MOST);
        counts.set(event.switch, (counts.get(event.switch) ?? 0) + 1);
        if (isRequest(event)) requests.put(event.doc, event, MOST);
        changed = true;
        break;
      case "page.leave":
        switchOff(event.doc, event.at);
        break;
      case "page.start":
        if (!event.prerendered) replace(event);
        break;
      default:
    }
  };
  const current = () => {
    if (changed) diary = { ...diary };
    changed = false;
    return diary;
  };
  return { add, current };
}

/** What the checklist looks for besides the steps of a job, out of the log as it grows. */
import { lastUntil, within } from "../chain/facts.ts";
import { matchPath, pathOf, urlKey } from "../chain/names.ts";
import { imageProfile, type Profile } from "../chain/profile.ts";
import { Shelf } from "../chain/shelf.ts";
import type { CaptureEvent, EventOf } from "../event.ts";
import { followLog } from "../follow-log.ts";

/** An event by its place, time and tab. */
interface Sign {
  id: string;
  at: number;
  doc: string;
  tab: number | undefined;
}

interface Line extends Sign {
  text: string;
}

export interface Witness {
  get(id: string): CaptureEvent | undefined;
  /** Lines of `[REALTIME]` and `[POLLING]` in a document, between two moments (ms). */
  lines(doc: string, from: number, until: number): readonly Line[];
  /** GETs of the job API in a document, between two moments (ms). */
  asks(doc: string, from: number, until: number): readonly Sign[];
  /** The close of the socket after which none was open at `at` (ms); undefined while one is. */
  lostAt(doc: string, at: number): Sign | undefined;
  /** Where an id was rendered or a picture was shown, first to last. */
  sightings(needle: string): readonly Sign[];
  /** Serializer of a socket. */
  vsn(doc: string, socket: number): string;
  /** The tabs that were heard. */
  tabs(): readonly number[];
}

/** Returns a function that reads a log for the checklist; another object whenever anything in it has changed. */
export function createWitness(
  profile: Profile = imageProfile,
): (events: readonly CaptureEvent[]) => Witness {
  const follow = followLog(() => createTables(profile));
  return (events) => follow(events).look(events);
}

/** So many of one kind are kept of a document, or of one needle: a page may say a thing without end. */
const MOST = 2_000;

function createTables(profile: Profile) {
  const places = new Map<string, number>();
  const lines = new Shelf<Line>();
  const asks = new Shelf<Sign>();
  const sockets = new Shelf<Sign & { open: boolean }>();
  const seen = new Shelf<Sign>();
  const vsns = new Map<string, string>();
  const tabs = new Set<number>();
  let log: readonly CaptureEvent[] = [];
  let changed = false;

  const note = <T extends Sign>(shelf: Shelf<T>, key: string, sign: T) => {
    shelf.put(key, sign, MOST);
    changed = true;
  };
  const isAsk = ({ method, url }: EventOf<"fetch.start">): boolean =>
    method === "GET" && matchPath(profile.jobPath, pathOf(url) ?? "") !== undefined;

  const add = (event: CaptureEvent, place: number) => {
    places.set(event.id, place);
    const { id, at, doc, tab } = event;
    const sign = { id, at, doc, tab };
    if (tab !== undefined && !tabs.has(tab)) {
      tabs.add(tab);
      changed = true;
    }
    switch (event.kind) {
      case "console.line":
        note(lines, doc, { ...sign, text: event.text });
        break;
      case "fetch.start":
        if (isAsk(event)) note(asks, doc, sign);
        break;
      case "socket.create":
        vsns.set(`${doc}:${event.socket}`, event.vsn);
        break;
      case "socket.open":
      case "socket.close":
        note(sockets, doc, { ...sign, open: event.kind === "socket.open" });
        break;
      case "react.commit":
        for (const { needle } of event.hits) note(seen, urlKey(needle), sign);
        break;
      case "image.load":
        note(seen, urlKey(event.url), sign);
        break;
      default:
    }
  };

  let witness: Witness = {
    get: (id) => log[places.get(id) ?? -1],
    lines: (doc, from, until) => within(lines.of(doc), from, until),
    asks: (doc, from, until) => within(asks.of(doc), from, until),
    lostAt(doc, at) {
      const last = lastUntil(sockets.of(doc), at);
      return last && !last.open ? last : undefined;
    },
    sightings: (needle) => seen.of(urlKey(needle)),
    vsn: (doc, socket) => vsns.get(`${doc}:${socket}`) ?? "2.0.0",
    tabs: () => [...tabs],
  };
  const look = (events: readonly CaptureEvent[]) => {
    log = events;
    if (changed) witness = { ...witness };
    changed = false;
    return witness;
  };
  return { add, look };
}

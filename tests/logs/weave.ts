import type { CaptureEvent } from "../../lib/event.ts";
import { Page } from "./build.ts";

/** Fields that name other events, and fields that count within a document. */
const IDS = new Set(["frame", "run"]);
const COUNTS = new Set(["fetch", "request", "mutation"]);

/** One document in which several things go on at once: strands with a clock of their own, woven into one log by time. */
export class Weave {
  /** When the document is left, ms: what its strands would do later does not happen. */
  end = Infinity;
  /** When its first socket was cut and a second took its place, ms. */
  reconnected = Infinity;
  readonly #strands: Page[] = [];
  readonly doc: string;
  readonly tab: number;
  /** When it is loaded, ms. */
  readonly start: number;

  constructor(doc: string, start: number, tab = 1) {
    this.doc = doc;
    this.start = start;
    this.tab = tab;
  }

  strand(at: number, socket = 1): Page {
    const strand = new Page(`${this.doc}/${this.#strands.length}`, at, this.tab);
    strand.socket = socket;
    this.#strands.push(strand);
    return strand;
  }

  socketAt(when: number): number {
    return when < this.reconnected ? 1 : 2;
  }

  /** The log of the document, by time, numbered as one. */
  events(): CaptureEvent[] {
    const all = this.#strands
      .flatMap(({ events }, strand) => events.map((event) => ({ event, strand })))
      .filter(({ event }) => event.at <= this.end)
      .toSorted((a, b) => a.event.at - b.event.at);
    const ids = new Map(all.map(({ event }, seq) => [event.id, `${this.doc}:${seq}`]));
    return all.map(({ event, strand }, seq) => {
      const fields = Object.entries(event).map(([name, value]): [string, unknown] => {
        if (IDS.has(name)) return [name, ids.get(String(value))];
        return [name, COUNTS.has(name) ? Number(value) + 1_000 * strand : value];
      });
      const own = { id: `${this.doc}:${seq}`, seq, doc: this.doc };
      return { ...Object.fromEntries(fields), ...own } as CaptureEvent;
    });
  }
}

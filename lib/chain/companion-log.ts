import type { CaptureEvent, EventOf } from "../event.ts";
import { lastUntil, within } from "./facts.ts";
import { Shelf } from "./shelf.ts";

/** Rows that a fix has put before the page, whatever the chain did. */
const PUT = "inserted";

/** What the companion did. What it gave to a page is no evidence; what it kept from one is no absence. */
export class CompanionLog {
  /** By job. */
  readonly #acts = new Shelf<EventOf<"companion.act">>();
  /** Which switches were on, by document. */
  readonly #on = new Shelf<EventOf<"companion.on"> | EventOf<"companion.off">>();

  /** Takes what the companion says; gives false for every other kind. */
  take(event: CaptureEvent): boolean {
    switch (event.kind) {
      case "companion.act":
        if (event.job !== undefined) this.#acts.put(event.job, event);
        return true;
      case "companion.on":
      case "companion.off":
        this.#on.put(event.doc, event);
        return true;
      default:
        return false;
    }
  }

  /** Since when the page has a job's row from the companion, ms; Infinity where it has none. */
  rowSince(job: string | undefined): number {
    return this.#acts.of(job).find(({ what }) => what === PUT)?.at ?? Infinity;
  }

  /** The ids of the switches that were on in a document at any time between two moments (ms). */
  switchesIn(doc: string, from: number, until: number): string[] {
    const told = this.#on.of(doc);
    const before = lastUntil(told, from);
    const all = [...(before ? [before] : []), ...within(told, from, until)];
    const ids = all.flatMap((event) =>
      event.kind === "companion.on" ? event.on.map(({ id }) => id) : [],
    );
    return [...new Set(ids)].toSorted();
  }
}

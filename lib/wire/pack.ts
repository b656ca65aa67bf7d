/**
 * A batch on its way from the page to whoever reads it: one text instead of some hundred objects, because to clone and to
 * check each costs the page more than to write it. Long bodies go beside the text: in it each of their quotes would be
 * escaped. What stands outside is all that the relay needs to know, so it never reads a batch.
 */
import type { CaptureEvent } from "../event.ts";

/** Taken before the page's scripts. */
const { stringify } = JSON;
const prototypes = [Object.prototype, Array.prototype, String.prototype, Number.prototype];

/** Whether JSON is what it says: some pages give their objects a `toJSON`. */
export function canPack(): boolean {
  for (let n = 0; n < prototypes.length; n += 1) if ("toJSON" in prototypes[n]!) return false;
  return !("toJSON" in Boolean.prototype);
}

export interface Packed {
  /** The document that all of them are of, and the sequence numbers of the first and the last. */
  doc: string;
  from: number;
  to: number;
  /** JSON of the events. */
  text: string;
  /** The bodies that were taken out, and the places of their events. */
  bodies: string[];
  places: number[];
}

/** Shorter bodies stay in the text. UTF-16 units. */
const LONG = 256;

/** Takes the long bodies out of the events, one at least: they are of no use to anybody else afterwards. */
export function pack(events: CaptureEvent[]): Packed {
  const bodies: string[] = [];
  const places: number[] = [];
  const { doc, seq: from } = events[0]!;
  const { seq: to } = events[events.length - 1]!;
  for (let place = 0; place < events.length; place += 1) {
    const event = events[place]!;
    if (event.kind !== "frame.in" && event.kind !== "frame.out") continue;
    const { body } = event;
    if (!("text" in body) || body.text.length < LONG) continue;
    // By index: what an array can do else may be the page's.
    bodies[bodies.length] = body.text;
    places[places.length] = place;
    body.text = "";
  }
  return { doc, from, to, text: stringify(events), bodies, places };
}

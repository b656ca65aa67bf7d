/**
 * A batch on its way from the page to the relay: one text instead of some hundred objects, because to clone and to check each
 * costs the page more than to write it. Long bodies go beside the
 * text: in it each of their quotes would be escaped.
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
  /** JSON of the events. */
  text: string;
  /** The bodies that were taken out, and the places of their events. */
  bodies: string[];
  places: number[];
}

/** Shorter bodies stay in the text. UTF-16 units. */
const LONG = 256;

/** Takes the long bodies out of the events: they are of no use to anybody else afterwards. */
export function pack(events: CaptureEvent[]): Packed {
  const bodies: string[] = [];
  const places: number[] = [];
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
  return { text: stringify(events), bodies, places };
}

/** Reads what pack.ts wrote. Apart from it, because the page does not need it. */
import type { CaptureEvent } from "../event.ts";
import { isCaptureEvent } from "../event-shape.ts";
import type { Packed } from "./pack.ts";

/** The events again; what is none is left out. Never throws. */
export function unpack({ text, bodies, places }: Packed): CaptureEvent[] {
  const events = parse(text);
  for (const [n, place] of places.entries()) {
    const body = (events[place] as Partial<{ body: { text?: unknown } }> | undefined)?.body;
    if (typeof body === "object" && body !== null) body.text = bodies[n];
  }
  return events.filter(isCaptureEvent);
}

function parse(text: string): unknown[] {
  try {
    const events: unknown = JSON.parse(text);
    return Array.isArray(events) ? events : [];
  } catch {
    return [];
  }
}

const isSequence = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export function isPacked(value: unknown): value is Packed {
  if (typeof value !== "object" || value === null) return false;
  const { doc, from, to, text, bodies, places } = value as Record<string, unknown>;
  return (
    typeof doc === "string" &&
    isSequence(from) &&
    isSequence(to) &&
    from <= to &&
    typeof text === "string" &&
    Array.isArray(bodies) &&
    bodies.every((body) => typeof body === "string") &&
    Array.isArray(places) &&
    places.every((place) => typeof place === "number")
  );
}

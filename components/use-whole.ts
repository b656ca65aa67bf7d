import { createContext, use, useEffect, useState } from "react";
import type { CaptureEvent, EventOf, FrameBody } from "../lib/event.ts";
import type { Probes } from "./probes.ts";

/** How bodies are asked for; undefined for a file, where nobody has them. */
export const BodiesContext = createContext<Probes["bodies"]>(undefined);

export type Whole = "here" | "asking" | "gone";

type Frame = EventOf<"frame.in" | "frame.out">;

/** Bodies that came, by the frames that they belong to. */
const known = new WeakMap<CaptureEvent, FrameBody>();

/** The frame with its body, once that has come; any other event as it is. */
export function filled<E extends CaptureEvent>(event: E): E {
  const body = known.get(event);
  if (!body) return event;
  const { held: _held, ...rest } = event as E & Frame;
  return { ...rest, body } as E;
}

/** Asks the page for the bodies of these events that are held there, some at a time; `filled` gives them from then on. */
export async function fetchBodies(
  events: readonly CaptureEvent[],
  ask: NonNullable<Probes["bodies"]>,
): Promise<void> {
  const open = events.filter(isOpen);
  for (let from = 0; from < open.length;) {
    let size = 0;
    let to = from;
    while (to < open.length && (to === from || size < ASKED)) size += open[to++]!.size;
    const asked = open.slice(from, to);
    from = to;
    const bodies = await ask(asked.map(({ id }) => id));
    for (const event of asked) {
      const body = bodies.get(event.id);
      if (body) known.set(event, body);
    }
  }
}

/** So much is asked for at once, in UTF-16 units or bytes. */
const ASKED = 1024 * 1024;

const isOpen = (event: CaptureEvent): event is Frame =>
  (event.kind === "frame.in" || event.kind === "frame.out") &&
  event.held !== undefined &&
  !known.has(event);

/** The event that is shown, whole if it can be had. */
export function useWhole<E extends CaptureEvent>(event: E): { event: E; state: Whole } {
  const ask = use(BodiesContext);
  const [done, setDone] = useState<CaptureEvent>();
  const open = isOpen(event);
  useEffect(() => {
    if (!open || !ask) return undefined;
    let shown = true;
    const end = () => shown && setDone(event);
    // A page that cannot answer has let go of it, too.
    fetchBodies([event], ask).then(end, end);
    return () => {
      shown = false;
    };
  }, [event, open, ask]);
  if (!isOpen(event)) return { event: filled(event), state: "here" };
  return { event, state: ask && done !== event ? "asking" : "gone" };
}

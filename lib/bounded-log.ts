/** The log of a panel that is left open for days, or beside a page that never stops: its oldest events leave, and that is told. */
import type { CaptureEvent, EventOf } from "./event.ts";
import { sizeOf } from "./event-size.ts";

export interface LogLimits {
  /** Events, and bytes as estimated from their texts. */
  events: number;
  bytes: number;
}

export const panelLimits: LogLimits = { events: 1_200_000, bytes: 1024 * 1024 * 1024 };

/** A log that is over does not grow: more of it may be held. An engine takes half of these bytes for it, where texts are Latin. */
export const fileLimits: LogLimits = { events: 4_000_000, bytes: 4 * 1024 * 1024 * 1024 };

/** How much is left when the log has become too long: what it costs to begin anew is paid seldom. */
const KEPT = 3 / 4;

/** Counts what a log holds. */
export class LogSize {
  readonly #limits: LogLimits;
  #events = 0;
  #bytes = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  add(event: CaptureEvent): void {
    this.#events += 1;
    this.#bytes += sizeOf(event);
  }

  get isOver(): boolean {
    return this.#events > this.#limits.events || this.#bytes > this.#limits.bytes;
  }

  /** The newest of `log`, after a gap for each document that has lost some. */
  trim(log: readonly CaptureEvent[]): CaptureEvent[] {
    const { events, bytes } = this.#limits;
    let kept = 0;
    let size = 0;
    while (kept < Math.min(log.length, events * KEPT)) {
      size += sizeOf(log[log.length - 1 - kept]!);
      if (size > bytes * KEPT) break;
      kept += 1;
    }
    return [...lostOf(log.slice(0, log.length - kept)), ...log.slice(log.length - kept)];
  }
}

function lostOf(events: readonly CaptureEvent[]): EventOf<"gap.drop">[] {
  const lost = new Map<string, EventOf<"gap.drop">>();
  for (const event of events) {
    const { doc, seq, at, tab } = event;
    const before = lost.get(doc);
    const [start, count] = event.kind === "gap.drop" ? [event.from, event.count] : [seq, 1];
    const from = Math.min(before?.from ?? start, start);
    const to = Math.max(before?.to ?? seq, seq);
    lost.set(doc, {
      ...{ kind: "gap.drop", id: `${doc}:gap:${from}-${to}`, seq: to, doc },
      ...{ at: Math.max(before?.at ?? at, at), count: (before?.count ?? 0) + count, from, to },
      ...(tab !== undefined && { tab }),
      reason: "more events than the panel keeps",
    });
  }
  return [...lost.values()];
}

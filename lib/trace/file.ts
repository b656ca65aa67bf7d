/** A trace as one text: what small logs and tests are kept as. Files are read and written in pieces, by `stream.ts`. */
import type { CaptureEvent } from "../event.ts";
import { TraceLines, traceLines, type TraceAbout, type TraceHead } from "./lines.ts";

export interface Trace extends TraceAbout {
  events: CaptureEvent[];
}

/**
 * Reads a trace. Never throws: a line that is no event is told in `errors`, and every other line is kept. A file without
 * its head is read all the same.
 */
export function parseTrace(text: string): Trace {
  const lines = new TraceLines();
  for (const line of text.split(/\r?\n/)) lines.push(line);
  lines.finish();
  return { events: lines.take(), ...lines.about };
}

/** Writes a trace that `parseTrace` reads back. */
export const formatTrace = (events: readonly CaptureEvent[], head?: TraceHead): string =>
  [...traceLines(events, head)].join("");

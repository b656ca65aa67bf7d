/** The trace file: one JSON object a line. First `{"hopscope":1,"created":"<ISO 8601>"}`, then one event a line. */
import type { CaptureEvent } from "../event.ts";
import { faultOf, isEvent } from "./shape.ts";

/** The version of the file format; a reader refuses nothing, it only says what it did not understand. */
const TRACE_VERSION = 1;

/** `line` counts from 1. */
interface TraceError {
  line: number;
  message: string;
}

export interface Trace {
  events: CaptureEvent[];
  errors: TraceError[];
}

/**
 * Reads a trace. Never throws: a line that is no event is told in `errors`, and every other line is kept. A file without
 * its header is read all the same.
 */
export function parseTrace(text: string): Trace {
  const trace: Trace = { events: [], errors: [] };
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const fault = readLine(line, trace.events);
    if (fault !== null) trace.errors.push({ line: index + 1, message: fault });
  }
  return trace;
}

/** Takes the line as an event or a header; otherwise gives what is wrong with it. */
function readLine(line: string, events: CaptureEvent[]): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not JSON";
  }
  if (isEvent(value)) {
    events.push(value);
    return null;
  }
  if (typeof value === "object" && value !== null && "hopscope" in value) {
    return value.hopscope === TRACE_VERSION
      ? null
      : `unknown trace version ${String(value.hopscope)}`;
  }
  return faultOf(value);
}

/** Writes a trace that `parseTrace` reads back. `created` is ms since the epoch, by default the time of the last event. */
export function formatTrace(
  events: readonly CaptureEvent[],
  created = events.at(-1)?.at ?? 0,
): string {
  const header = { hopscope: TRACE_VERSION, created: new Date(created).toISOString() };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");
}

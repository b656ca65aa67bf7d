/**
 * The trace file: one JSON object a line. First `{"hopscope":1,"created":"<ISO 8601>"}`, then one event a line. The header
 * names the `budgets` (ms, by step) that the panel judged by, where they were not those of the profile.
 */
import type { CaptureEvent } from "../event.ts";
import { faultOf } from "../event-shape.ts";
import { STEPS, type Budgets } from "../chain/profile.ts";

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
  budgets: Budgets;
}

/**
 * Reads a trace. Never throws: a line that is no event is told in `errors`, and every other line is kept. A file without
 * its header is read all the same.
 */
export function parseTrace(text: string): Trace {
  const trace: Trace = { events: [], errors: [], budgets: {} };
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const fault = readLine(line, trace);
    if (fault !== null) trace.errors.push({ line: index + 1, message: fault });
  }
  return trace;
}

/** Takes the line as an event or a header; otherwise gives what is wrong with it. */
function readLine(line: string, trace: Trace): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not JSON";
  }
  const fault = faultOf(value);
  if (fault === null) {
    trace.events.push(value as CaptureEvent);
    return null;
  }
  if (typeof value === "object" && value !== null && "hopscope" in value) {
    if (value.hopscope !== TRACE_VERSION) return `unknown trace version ${String(value.hopscope)}`;
    if ("budgets" in value) trace.budgets = readBudgets(value.budgets);
    return null;
  }
  return fault;
}

/** Whatever stands there: only whole budgets of known steps count. */
function readBudgets(value: unknown): Budgets {
  const budgets: Budgets = {};
  for (const step of STEPS) {
    const ms: unknown = typeof value === "object" && value !== null ? Reflect.get(value, step) : 0;
    if (typeof ms === "number" && ms > 0 && Number.isFinite(ms)) budgets[step] = ms;
  }
  return budgets;
}

/** Writes a trace that `parseTrace` reads back. `created` is ms since the epoch, by default the time of the last event. */
export function formatTrace(
  events: readonly CaptureEvent[],
  { created = events.at(-1)?.at ?? 0, budgets = {} }: { created?: number; budgets?: Budgets } = {},
): string {
  const header = {
    hopscope: TRACE_VERSION,
    created: new Date(created).toISOString(),
    ...(Object.keys(budgets).length > 0 && { budgets }),
  };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");
}

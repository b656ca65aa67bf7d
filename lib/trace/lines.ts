/**
 * The lines of a trace, one JSON object each: the head, then events, then from version 2 on `{"end":N}` with the number of
 * events, by which a reader knows that nothing is missing. `docs/trace.schema.json` describes them.
 */
import { STEPS, type Budgets } from "../chain/profile.ts";
import { both, type Text } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { faultOf } from "../event-shape.ts";
import { isDeep } from "./depth.ts";

/** The version that is written. 1 had no end. */
export const TRACE_VERSION = 2;

/** `line` counts from 1. */
interface TraceError {
  line: number;
  message: string;
}

/** What is said of a trace beside its events. */
export interface TraceAbout {
  /** The first lines that are no event. */
  errors: TraceError[];
  /** How many such lines there are. */
  badLines: number;
  budgets: Budgets;
  /** What is wrong with the file as a whole: it ends early, it is newer, it is no honest file. Whatever could be read was read. */
  damage?: Text;
}

/** Longest list of errors: a file of another kind has one on each line. */
const MOST_ERRORS = 100;

/** Events are flat; what is deeper is there to break a reader. */
const DEEPEST = 16;

/** Takes lines one after the other. A line that is no event costs no other line; nothing throws. */
export class TraceLines {
  readonly about: TraceAbout = { errors: [], badLines: 0, budgets: {} };
  #events: CaptureEvent[] = [];
  #count = 0;
  #line = 0;
  #version = 1;
  #end: number | undefined;

  /** How many events were read so far. */
  get count(): number {
    return this.#count;
  }

  push(line: string): void {
    this.#line += 1;
    const text = this.#line === 1 ? line.replace(/^\uFEFF/, "") : line;
    if (text.trim() === "") return;
    const message = this.#read(text);
    if (message === null) return;
    this.about.badLines += 1;
    if (this.about.errors.length < MOST_ERRORS)
      this.about.errors.push({ line: this.#line, message });
  }

  /** The events since the last call. */
  take(): CaptureEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** No more lines come. `damage` is what the reader of the bytes has to say. */
  finish(damage?: Text): void {
    const found = damage ?? this.#damage();
    if (found !== undefined) this.about.damage = found;
  }

  /** Takes the line as an event, a head or the end; otherwise gives what is wrong with it. */
  #read(line: string): string | null {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return "not JSON";
    }
    if (isDeep(value, DEEPEST)) return `nested deeper than ${DEEPEST}`;
    const fault = faultOf(value);
    if (fault === null) {
      this.#events.push(value as CaptureEvent);
      this.#count += 1;
      return null;
    }
    if (typeof value !== "object" || value === null) return fault;
    if ("hopscope" in value) return this.#readHead(value);
    if (!("end" in value) || "kind" in value) return fault;
    this.#end = Number(value.end);
    return null;
  }

  #readHead(head: { hopscope: unknown; budgets?: unknown }): string | null {
    const { hopscope } = head;
    if (typeof hopscope !== "number" || !Number.isSafeInteger(hopscope) || hopscope < 1)
      return `unknown trace version ${JSON.stringify(hopscope)}`;
    this.#version = hopscope;
    this.about.budgets = readBudgets(head.budgets);
    return null;
  }

  #damage(): Text | undefined {
    const n = this.#count;
    if (this.#version > TRACE_VERSION)
      return both(
        `The trace is of version ${this.#version}, this Hopscope knows ${TRACE_VERSION}. ${n} events could be read; update Hopscope to see the rest.`,
        `O trace é da versão ${this.#version}, este Hopscope conhece a ${TRACE_VERSION}. ${n} eventos puderam ser lidos; atualize o Hopscope para ver o resto.`,
      );
    if (this.#version < 2 || this.#end === n + this.about.badLines) return undefined;
    if (this.#end === undefined)
      return both(
        `The trace ends early: ${n} events could be read, its end is missing. Ask for the file again.`,
        `O trace termina antes do fim: ${n} eventos puderam ser lidos, falta o final. Peça o arquivo de novo.`,
      );
    return both(
      `The trace should hold ${this.#end} events, ${n} could be read. Somebody has changed it.`,
      `O trace deveria ter ${this.#end} eventos, ${n} puderam ser lidos. Alguém o alterou.`,
    );
  }
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

export interface TraceHead {
  /** ms since the epoch, by default the time of the last event. */
  created?: number;
  budgets?: Budgets;
}

/** The lines of a trace, each with its newline. */
export function* traceLines(
  events: readonly CaptureEvent[],
  { created = events.at(-1)?.at ?? 0, budgets = {} }: TraceHead = {},
): Generator<string> {
  const head = {
    hopscope: TRACE_VERSION,
    created: new Date(created).toISOString(),
    ...(Object.keys(budgets).length > 0 && { budgets }),
  };
  yield `${JSON.stringify(head)}\n`;
  for (const event of events) yield `${JSON.stringify(event)}\n`;
  yield `${JSON.stringify({ end: events.length })}\n`;
}

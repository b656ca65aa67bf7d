/** A log as a file that may leave: redacted, written in a format, and looked through before anybody gets it. */
import { fileLimits } from "../bounded-log.ts";
import { imageProfile, withBudgets, type Budgets } from "../chain/profile.ts";
import type { Language } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { FORMATS, type FormatName } from "../export/formats.ts";
import { createHopscope, horizon } from "../store.ts";
import { encode, gzip } from "../trace/stream.ts";
import type { Choice } from "./choice.ts";
import { Inventory, type FieldKind } from "./inventory.ts";
import { LeakCheck, type Leak } from "./leaks.ts";
import { Redactor } from "./redactor.ts";

type Breathe = (done: number) => Promise<void> | void;

export interface Order {
  events: readonly CaptureEvent[];
  budgets: Budgets;
  choice: Choice;
  format: FormatName;
  language: Language;
  /** Awaited after each slice of the work with what is done of it, 0 to 1, so that a panel can draw; what it rejects with ends it. */
  breathe?: Breathe;
}

export interface Built {
  file: Blob;
  /** What must not be in it and is; with any, it must not leave. */
  leaks: readonly Leak[];
  /** How many values of each kind were replaced. */
  replaced: ReadonlyMap<string, number>;
}

/** What would leave, for somebody to look at; `replaced` as in `Built`. */
export interface Preview {
  kinds: FieldKind[];
  replaced: ReadonlyMap<string, number>;
}

export type PreviewOrder = Pick<Order, "events" | "choice" | "breathe">;

/** Gives for the nth of some parts of a work what tells of the whole. */
const partsOf =
  (breathe: Breathe | undefined, parts: number) =>
  (nth: number): Breathe =>
  (done) =>
    breathe?.((nth + Math.min(done, 1)) / parts);

/** Every kind of field of the redacted log. */
export async function previewOf({ events, choice, breathe }: PreviewOrder): Promise<Preview> {
  const redactor = new Redactor(choice);
  const inventory = new Inventory();
  const part = partsOf(breathe, 3);
  const redacted = await redactAll(events, redactor, part);
  await each(redacted, (event) => inventory.add(event), part(2));
  return { kinds: inventory.kinds, replaced: redactor.pseudonyms.counts };
}

/** Events of one slice. */
const SLICE = 10;

export async function buildFile(order: Order): Promise<Built> {
  const { choice, format } = order;
  const redactor = new Redactor(choice);
  const part = partsOf(order.breathe, 5);
  const events = await redactAll(order.events, redactor, part);
  const { mime, packed, write } = FORMATS[format];
  let length = 0;
  function* counted(texts: Iterable<string>) {
    for (const text of texts) {
      length += text.length;
      yield text;
    }
  }
  const texts = counted(write(await reportOf(order, events, part(2))));
  const tell = (taken: number) => part(3)(taken / (events.length + 1));
  const bytes = packed ? gzip(texts, tell) : encode(texts, tell);
  const blob = await new Response(bytes).blob();
  const file = new Blob([blob], { type: mime });
  const check = new LeakCheck(choice, redactor.pseudonyms.telling);
  const read = packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const reader = read.pipeThrough(new TextDecoderStream()).getReader();
  let checked = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    check.push(next.value);
    checked += next.value.length;
    await part(4)(checked / length);
  }
  return { file, leaks: check.leaks, replaced: redactor.pseudonyms.counts };
}

/** The first two parts of a work. */
async function redactAll(
  events: readonly CaptureEvent[],
  redactor: Redactor,
  part: (nth: number) => Breathe,
): Promise<CaptureEvent[]> {
  const redacted: CaptureEvent[] = [];
  await each(events, (event) => redactor.learn(event), part(0));
  await each(events, (event) => redacted.push(redactor.redact(event)), part(1));
  return redacted;
}

async function each(
  events: readonly CaptureEvent[],
  work: (event: CaptureEvent) => void,
  breathe: Breathe,
): Promise<void> {
  let done = 0;
  for (const slice of slices(events)) {
    for (const event of slice) work(event);
    done += slice.length;
    await breathe(done / events.length);
  }
}

/** What follows from the redacted events: no verdict names what was replaced. */
async function reportOf(order: Order, events: readonly CaptureEvent[], breathe: Breathe) {
  const { budgets, language, format } = order;
  const profile = withBudgets(imageProfile, budgets);
  const hopscope = createHopscope({ limits: fileLimits });
  hopscope.getState().setBudgets(budgets);
  let done = 0;
  // A trace is the events, whatever follows from them.
  for (const slice of format === "trace" ? [] : slices(events)) {
    hopscope.getState().append(slice);
    done += slice.length;
    await breathe(done / events.length);
  }
  hopscope.getState().tick(hopscope.getState().now + horizon(profile));
  const { jobs, notices, gaps } = hopscope.getState();
  return { events, jobs, notices, gaps, profile, budgets, language };
}

function* slices(events: readonly CaptureEvent[]): Generator<readonly CaptureEvent[]> {
  for (let at = 0; at < events.length; at += SLICE) yield events.slice(at, at + SLICE);
}

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

export interface Order {
  events: readonly CaptureEvent[];
  budgets: Budgets;
  choice: Choice;
  format: FormatName;
  language: Language;
  /** Awaited after each slice of the work, so that a panel can draw. */
  breathe?: () => Promise<void> | void;
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

/** Every kind of field of the redacted log. */
export async function previewOf(order: PreviewOrder): Promise<Preview> {
  const redactor = new Redactor(order.choice);
  const inventory = new Inventory();
  for (const event of await redactAll(order, redactor)) inventory.add(event);
  return { kinds: inventory.kinds, replaced: redactor.pseudonyms.counts };
}

/** Events of one slice. */
const SLICE = 10;

export async function buildFile(order: Order): Promise<Built> {
  const { choice, format } = order;
  const redactor = new Redactor(choice);
  const events = await redactAll(order, redactor);
  const { mime, packed, write } = FORMATS[format];
  const texts = write(await reportOf(order, events));
  const bytes = packed ? gzip(texts) : encode(texts);
  const blob = await new Response(bytes).blob();
  const file = new Blob([blob], { type: mime });
  const check = new LeakCheck(choice, redactor.pseudonyms.telling);
  const read = packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const reader = read.pipeThrough(new TextDecoderStream()).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    check.push(next.value);
    await order.breathe?.();
  }
  return { file, leaks: check.leaks, replaced: redactor.pseudonyms.counts };
}

async function redactAll(
  { events, breathe }: PreviewOrder,
  redactor: Redactor,
): Promise<CaptureEvent[]> {
  for (const slice of slices(events)) {
    for (const event of slice) redactor.learn(event);
    await breathe?.();
  }
  const redacted: CaptureEvent[] = [];
  for (const slice of slices(events)) {
    for (const event of slice) redacted.push(redactor.redact(event));
    await breathe?.();
  }
  return redacted;
}

/** What follows from the redacted events: no verdict names what was replaced. */
async function reportOf(order: Order, events: readonly CaptureEvent[]) {
  const { budgets, language, format, breathe } = order;
  const profile = withBudgets(imageProfile, budgets);
  const hopscope = createHopscope({ limits: fileLimits });
  hopscope.getState().setBudgets(budgets);
  // A trace is the events, whatever follows from them.
  for (const slice of format === "trace" ? [] : slices(events)) {
    hopscope.getState().append(slice);
    await breathe?.();
  }
  hopscope.getState().tick(hopscope.getState().now + horizon(profile));
  const { jobs, notices, gaps } = hopscope.getState();
  return { events, jobs, notices, gaps, profile, budgets, language };
}

function* slices(events: readonly CaptureEvent[]): Generator<readonly CaptureEvent[]> {
  for (let at = 0; at < events.length; at += SLICE) yield events.slice(at, at + SLICE);
}

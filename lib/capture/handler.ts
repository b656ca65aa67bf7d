/** One callback of a binding, and how its runs went. */
import { attempt, Proxy, Reflect } from "./natives.ts";
import { messageOf, stackOf } from "./reason.ts";
import type { Binding } from "../event.ts";
import { readChange, type Change } from "../realtime/change.ts";
import { some } from "./list.ts";
import type { CaptureOptions } from "./options.ts";
import { standFor } from "./patch.ts";
import type { Context } from "./tap.ts";

export type Callback = (...args: unknown[]) => unknown;

/** The run that a promise came from. */
export interface Run {
  run: string;
  topic: string;
  handler: string;
  /** When it began, by `performance.now()`. */
  since: number;
}

export interface About {
  channel: number;
  topic: string;
  binding: Binding;
  handler: string;
  /** The id of its `channel.bind`. */
  bind: string;
}

/** A callback that does what `callback` does, and says how it went. Its promise is left alone: only noted. */
export function report(
  callback: Callback,
  about: About,
  { safe, say, bodies, delivery, needles, options, page, clock, seam }: Context,
  runs: WeakMap<object, Run>,
  watchMisses: (message: unknown) => () => string[],
): Callback {
  const { topic, handler } = about;
  const dispatched = Reflect.getOwnPropertyDescriptor(page, "event")?.get;
  const wrapper = new Proxy(callback, {
    apply(target, self, args: unknown[]) {
      const outer = delivery.topic;
      let readMisses = () => [] as string[];
      const before = safe(() => {
        delivery.topic = topic;
        if (delivery.hear) hearFirst(dispatched && Reflect.apply(dispatched, page, []), delivery);
        const change = readChange(args[0]);
        if (change) {
          needles.watchChange(change, topic, options);
          if (isOfJobs(change, topic, options)) {
            const { frame, said } = delivery;
            if (frame && said?.held) bodies.release(frame, said);
            readMisses = watchMisses(args[0]);
          }
        }
        return clock.now();
      });
      if (before === undefined) return Reflect.apply(target, self, args);
      const done = (outcome: "returned" | "promised" | "threw", error?: unknown) => {
        const misses = readMisses();
        const event = readEvent(args[0]);
        // `window.event` is the event being dispatched, so a frame is never blamed for a later call.
        const now = dispatched && (Reflect.apply(dispatched, page, []) as unknown);
        const frame = now !== undefined && now === delivery.event ? delivery.frame : undefined;
        return say({
          kind: "handler.run",
          ...about,
          ms: clock.now() - before,
          outcome,
          ...(event !== undefined && { event }),
          ...(frame !== undefined && { frame }),
          ...(outcome === "threw" && describeError(error)),
          ...(misses.length > 0 && { misses }),
        });
      };
      try {
        seam.gates.run?.(topic, args[0]);
        const result = Reflect.apply(target, self, args);
        safe(() => {
          const run = done(isThenable(result) ? "promised" : "returned");
          if (isThenable(result)) runs.set(result, { run, topic, handler, since: before });
        });
        return result;
      } catch (error) {
        safe(() => done("threw", error));
        throw error;
      } finally {
        // Whatever became of the tap: the message is the page's.
        readMisses();
        if (outer === undefined) delete delivery.topic;
        else delivery.topic = outer;
      }
    },
  });
  return standFor(wrapper, callback);
}

/** To watch what is missed can be noticed by a handler, so it is done only where the diagnosis may need it. */
const isOfJobs = ({ table }: Change, topic: string, options: CaptureOptions): boolean =>
  table === undefined ||
  table === options.jobTable ||
  some(options.projectTables, (one) => one === table) ||
  topic.startsWith(`realtime:${options.jobTopic}`);

function hearFirst(event: unknown, { hear }: Context["delivery"]): void {
  if (isObject(event)) hear?.(event as unknown as Event);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isThenable = (value: unknown): value is object =>
  isObject(value) && typeof value.then === "function";

function readEvent(message: unknown): string | undefined {
  if (!isObject(message)) return undefined;
  const event = message.event ?? message.eventType;
  return typeof event === "string" ? event : undefined;
}

/** What was thrown or rejected, as text. It is the page's, so that asking it may raise, and its fields may be anything. */
export function describeError(error: unknown): { error?: string; stack?: string } {
  if (error === undefined) return {};
  const stack = attempt(() => stackOf(error));
  const message = attempt(() => messageOf(error)) ?? "(unreadable)";
  return { error: message, ...(stack !== undefined && { stack }) };
}

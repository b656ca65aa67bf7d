/** Whatever comes from a page may be anything. This says whether it is an event. */
import type { CaptureEvent, EventKind } from "../event.ts";

type Check = (value: unknown) => boolean;
type Checks = Record<string, Check>;

const string: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const boolean: Check = (value) => typeof value === "boolean";
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fields =
  (checks: Checks): Check =>
  (value) =>
    isFields(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
const texts: Check = (value) => isFields(value) && Object.values(value).every(string);

const body: Check = (value) =>
  isFields(value) && (string(value.text) || string(value.base64)) && optional(number)(value.cut);
const binding = fields({ type: string, event: optional(string) });
const hit = fields({ needle: string, where: string, component: optional(string) });

const channel = { channel: number, topic: string };
const frame = { socket: number, size: number, body, injected: optional(boolean) };
const cacheKey = { cache: number, key: string };

const kinds: Record<EventKind, Checks> = {
  "page.start": {
    url: string,
    title: optional(string),
    version: number,
    taps: list(string),
    late: boolean,
  },
  "page.visibility": { state: string },
  "page.network": { online: boolean },
  "page.navigate": { url: string },
  "page.leave": { persisted: boolean },
  "tap.attach": { tap: string, what: string, version: optional(string) },
  "tap.error": { tap: string, message: string, stack: optional(string), off: boolean },
  "gap.drop": { count: number, from: number, to: number, reason: string },
  "socket.create": { socket: number, url: string, vsn: string },
  "socket.open": { socket: number },
  "socket.close": { socket: number, code: number, reason: string, clean: boolean },
  "socket.error": { socket: number },
  "frame.in": frame,
  "frame.out": frame,
  "channel.create": channel,
  "channel.bind": { ...channel, binding, state: string, handler: string },
  "channel.subscribe": { ...channel, before: string, after: string, noop: boolean },
  "channel.status": { ...channel, status: string, error: optional(string) },
  "channel.unsubscribe": channel,
  "handler.run": {
    ...channel,
    binding,
    handler: string,
    event: optional(string),
    frame: optional(string),
    ms: number,
    outcome: string,
    error: optional(string),
    stack: optional(string),
    reads: optional(list(string)),
  },
  "handler.reject": { run: string, topic: string, handler: string, error: string },
  "fetch.start": {
    fetch: number,
    method: string,
    url: string,
    action: optional(string),
    body: optional(string),
  },
  "fetch.end": {
    fetch: number,
    status: number,
    ms: number,
    type: string,
    headers: optional(texts),
    body: optional(string),
    cut: optional(number),
  },
  "fetch.fail": { fetch: number, ms: number, error: string },
  "cache.mutate": {
    ...cacheKey,
    mutation: number,
    form: string,
    hasData: boolean,
    blanks: boolean,
    options: optional(list(string)),
    topic: optional(string),
  },
  "cache.revalidate": {
    ...cacheKey,
    cause: string,
    listeners: number,
    mutation: optional(number),
  },
  "cache.fetch": { ...cacheKey, request: number, cause: optional(string) },
  "cache.answer": { ...cacheKey, request: number, outcome: string, error: optional(string) },
  "cache.write": { ...cacheKey, from: string, to: string, blanked: boolean },
  "react.commit": { hits: list(hit), fibers: number, ms: number, exhausted: boolean },
  "image.start": { url: string, lazy: boolean },
  "image.load": { url: string, width: number, height: number, visible: boolean },
  "image.error": { url: string },
  "console.line": { level: string, text: string, args: list(string) },
  "error.throw": { message: string, stack: optional(string) },
  "error.reject": { message: string, stack: optional(string) },
  "error.csp": { blocked: string, directive: string },
};

/** The checks of a kind as a list: this runs for every event. */
const compiled = new Map(
  Object.entries(kinds).map(([kind, checks]) => [kind, Object.entries(checks)]),
);

const isSequence = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether `value` has the shape of an event: its kind is known and each field has its type. */
export function isCaptureEvent(value: unknown): value is CaptureEvent {
  if (!isFields(value)) return false;
  const checks = typeof value.kind === "string" ? compiled.get(value.kind) : undefined;
  if (!checks) return false;
  const { id, seq, doc, at, tab } = value;
  if (!string(id) || !isSequence(seq) || !string(doc) || !number(at)) return false;
  return optional(number)(tab) && checks.every(([name, check]) => check(value[name]));
}

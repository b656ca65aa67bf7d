import { isFields } from "../chain/fields.ts";
import type { CaptureEvent, EventKind } from "../event.ts";

type FieldType = "string" | "number" | "boolean" | "array" | "object";

/** The fields that an event must have; a `?` at the end of a name makes the field optional. */
const stamp: Record<string, FieldType> = {
  id: "string",
  seq: "number",
  doc: "string",
  at: "number",
  "tab?": "number",
};

const shapes: Record<EventKind, Record<string, FieldType>> = {
  "page.start": { url: "string", version: "number", taps: "array", late: "boolean" },
  "page.visibility": { state: "string" },
  "page.network": { online: "boolean" },
  "page.navigate": { url: "string" },
  "page.leave": { persisted: "boolean" },
  "tap.attach": { tap: "string", what: "string" },
  "tap.error": { tap: "string", message: "string", off: "boolean" },
  "gap.drop": { count: "number", from: "number", to: "number", reason: "string" },
  "socket.create": { socket: "number", url: "string", vsn: "string" },
  "socket.open": { socket: "number" },
  "socket.close": { socket: "number", code: "number", reason: "string", clean: "boolean" },
  "socket.error": { socket: "number" },
  "frame.in": { socket: "number", size: "number", body: "object" },
  "frame.out": { socket: "number", size: "number", body: "object" },
  "channel.create": { channel: "number", topic: "string" },
  "channel.bind": { channel: "number", topic: "string", binding: "object", handler: "string" },
  "channel.subscribe": { channel: "number", topic: "string", noop: "boolean" },
  "channel.status": { channel: "number", topic: "string", status: "string" },
  "channel.unsubscribe": { channel: "number", topic: "string" },
  "handler.run": {
    channel: "number",
    topic: "string",
    binding: "object",
    handler: "string",
    "frame?": "string",
    ms: "number",
    outcome: "string",
    "reads?": "array",
  },
  "handler.reject": { run: "string", topic: "string", handler: "string", error: "string" },
  "fetch.start": {
    fetch: "number",
    method: "string",
    url: "string",
    "action?": "string",
    "body?": "string",
  },
  "fetch.end": {
    fetch: "number",
    status: "number",
    ms: "number",
    "headers?": "object",
    "body?": "string",
  },
  "fetch.fail": { fetch: "number", ms: "number", error: "string" },
  "cache.mutate": {
    cache: "number",
    mutation: "number",
    key: "string",
    hasData: "boolean",
    blanks: "boolean",
  },
  "cache.revalidate": { cache: "number", key: "string", cause: "string", listeners: "number" },
  "cache.fetch": { cache: "number", key: "string", request: "number" },
  "cache.answer": { cache: "number", key: "string", request: "number", outcome: "string" },
  "cache.write": {
    cache: "number",
    key: "string",
    from: "string",
    to: "string",
    blanked: "boolean",
  },
  "react.commit": { hits: "array", fibers: "number", ms: "number", exhausted: "boolean" },
  "image.start": { url: "string", lazy: "boolean" },
  "image.load": { url: "string", width: "number", height: "number", visible: "boolean" },
  "image.error": { url: "string" },
  "console.line": { level: "string", text: "string", args: "array" },
  "error.throw": { message: "string" },
  "error.reject": { message: "string" },
  "error.csp": { blocked: "string", directive: "string" },
};

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? "array" : value === null ? "null" : typeof value;

/** What keeps `value` from being an event, or null when nothing does: "at is missing", "unknown kind frame.up". */
export function faultOf(value: unknown): string | null {
  if (!isFields(value)) return "not an object";
  const fields = value;
  const shape = Object.entries(shapes).find(([kind]) => kind === fields.kind)?.[1];
  if (!shape) return `unknown kind ${JSON.stringify(fields.kind)}`;
  for (const [key, type] of [...Object.entries(stamp), ...Object.entries(shape)]) {
    const name = key.replace("?", "");
    const found = typeOf(fields[name]);
    if (found === type || (found === "undefined" && key.endsWith("?"))) continue;
    return found === "undefined" ? `${name} is missing` : `${name} is not of type ${type}`;
  }
  return faultOfNested(fields);
}

const hasNeedle = (hit: unknown): boolean => isFields(hit) && typeof hit.needle === "string";

/** The few fields whose insides the core reads without asking. */
function faultOfNested({ body, kind, hits, args }: Record<string, unknown>): string | null {
  if (isFields(body) && String(kind).startsWith("frame.")) {
    if (typeof body.text !== "string" && typeof body.base64 !== "string") {
      return "body has neither text nor base64";
    }
  }
  if (Array.isArray(hits) && !hits.every(hasNeedle)) return "a hit has no needle";
  if (
    kind === "console.line" &&
    Array.isArray(args) &&
    !args.every((arg) => typeof arg === "string")
  ) {
    return "an argument is not text";
  }
  return null;
}

export const isEvent = (value: unknown): value is CaptureEvent => faultOf(value) === null;

/**
 * The shape of every event, once. Whatever comes from a page or out of a file may be anything: this says whether it is an
 * event, and what keeps it from being one.
 */
import type { CaptureEvent, EventKind, FrameBody } from "./event.ts";

type Check = (value: unknown) => boolean;

interface Field {
  /** What it should be, for a sentence. */
  type: string;
  check: Check;
  /** The same as JSON Schema, for `docs/trace.schema.json`. */
  schema: object;
  /** May be absent. */
  optional?: true;
  /** What is wrong with a value that is of the type and does not pass. */
  fault?: string;
}
type Fields = Record<string, Field>;

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);

const string: Field = { type: "string", check: isText, schema: { type: "string" } };
const number: Field = { type: "number", check: isNumber, schema: { type: "number" } };
const boolean: Field = {
  type: "boolean",
  check: (value) => typeof value === "boolean",
  schema: { type: "boolean" },
};
const sequence: Field = {
  type: "sequence number",
  check: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  schema: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
};

const optional = ({ check, ...rest }: Field): Field => ({
  ...rest,
  check: (value) => value === undefined || check(value),
  optional: true,
});
const orNull = ({ check, schema, ...rest }: Field): Field => ({
  ...rest,
  check: (value) => value === null || check(value),
  schema: { anyOf: [schema, { type: "null" }] },
});
/** The schema of an object; what it has beside these fields is nobody's business. */
const schemaOf = (fields: Fields): object => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.schema]),
  ),
  required: Object.entries(fields).flatMap(([name, field]) => (field.optional ? [] : [name])),
});
const object = (fields: Fields, fault?: string): Field => {
  const entries = Object.entries(fields);
  const check: Check = (value) =>
    isFields(value) && entries.every(([name, field]) => field.check(value[name]));
  return { type: "object", check, schema: schemaOf(fields), ...(fault !== undefined && { fault }) };
};
/** Texts; `item` is what one of them is called. */
const list = (item: string): Field => ({
  type: "array",
  check: (value) => Array.isArray(value) && value.every(isText),
  schema: { type: "array", items: string.schema },
  fault: `${item} is not text`,
});

const body: Field = {
  type: "object",
  check: (value) =>
    isFields(value) &&
    (isText(value.text) || isText(value.base64)) &&
    optional(number).check(value.cut),
  schema: {
    type: "object",
    properties: { text: string.schema, base64: string.schema, cut: number.schema },
    anyOf: [{ required: ["text"] }, { required: ["base64"] }],
  },
  fault: "body has neither text nor base64",
};
export const isBody = (value: unknown): value is FrameBody => body.check(value);
const headers: Field = {
  type: "object",
  check: (value) => isFields(value) && Object.values(value).every(isText),
  schema: { type: "object", additionalProperties: string.schema },
  fault: "a header is not text",
};
const binding = object({ type: string, event: optional(string) }, "binding has no type");
const claims = object({ role: optional(string), sub: optional(string), exp: optional(number) });
const hit = object({
  needle: string,
  where: string,
  component: optional(string),
  kept: optional(boolean),
});
const hits: Field = {
  type: "array",
  check: (value) => Array.isArray(value) && value.every(hit.check),
  schema: { type: "array", items: hit.schema },
  fault: "a hit has no needle",
};

/** A date can be made of it. */
const time: Field = {
  type: "number",
  check: (value) => isNumber(value) && Math.abs(value as number) <= 8.64e15,
  schema: { type: "number", minimum: -8.64e15, maximum: 8.64e15 },
  fault: "at is no time",
};

const stamp: Fields = {
  id: string,
  seq: sequence,
  doc: string,
  at: time,
  tab: optional(number),
  frameId: optional(number),
};
const made = { injected: optional(boolean), rehearsed: optional(boolean) };
const { rehearsed } = made;
const isValue: Check = (value) => isText(value) || isNumber(value) || typeof value === "boolean";
const params: Field = {
  type: "object",
  check: (value) => isFields(value) && Object.values(value).every(isValue),
  schema: { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } },
};
const switchedOn = object({ id: string, params });
const on: Field = {
  type: "array",
  check: (value) => Array.isArray(value) && value.every(switchedOn.check),
  schema: { type: "array", items: switchedOn.schema },
  fault: "a switch has no id or odd values",
};
const channel = { channel: number, topic: string };
const held = object({ topic: string, event: string, inner: optional(string) });
const frame = {
  socket: number,
  size: number,
  body,
  held: optional(held),
  ...made,
};
const cacheKey = { cache: number, key: string };

const kinds: Record<EventKind, Fields> = {
  "page.start": {
    url: string,
    title: optional(string),
    version: number,
    taps: list("a tap"),
    late: boolean,
    prerendered: optional(boolean),
  },
  "page.visibility": { state: string },
  "page.network": { online: boolean },
  "page.navigate": { url: string },
  "page.leave": { persisted: boolean },
  "page.show": { from: string },
  "tap.attach": { tap: string, what: string, version: optional(string) },
  "tap.error": { tap: string, message: string, stack: optional(string), off: boolean },
  "tap.cost": { frames: number, ms: number, bytes: number },
  "gap.drop": { count: number, from: number, to: number, reason: string },
  "socket.create": { socket: number, url: string, vsn: string },
  "socket.open": { socket: number },
  "socket.close": { socket: number, code: number, reason: string, clean: boolean, rehearsed },
  "socket.error": { socket: number },
  "frame.in": frame,
  "frame.out": frame,
  "channel.create": channel,
  "channel.bind": { ...channel, binding, state: string, handler: string, stack: optional(string) },
  "channel.subscribe": {
    ...channel,
    before: string,
    after: string,
    noop: boolean,
    stack: optional(string),
  },
  "channel.status": { ...channel, status: string, error: optional(string) },
  "channel.unsubscribe": channel,
  "auth.session": { claims: orNull(claims), source: string },
  "auth.set": { pinned: boolean },
  "auth.lock": { name: string, held: boolean, waiting: number },
  "handler.run": {
    ...channel,
    binding,
    handler: string,
    bind: optional(string),
    event: optional(string),
    frame: optional(string),
    ms: number,
    outcome: string,
    error: optional(string),
    stack: optional(string),
    misses: optional(list("a name")),
  },
  "handler.reject": {
    run: string,
    topic: string,
    handler: string,
    error: string,
    ms: optional(number),
    stack: optional(string),
  },
  "fetch.start": {
    fetch: number,
    method: string,
    url: string,
    action: optional(string),
    body: optional(string),
    cut: optional(number),
  },
  "fetch.end": {
    fetch: number,
    status: number,
    ms: number,
    type: string,
    headers: optional(headers),
    body: optional(string),
    cut: optional(number),
    cached: optional(boolean),
    rehearsed,
  },
  "fetch.fail": { fetch: number, ms: number, error: string, rehearsed },
  "cache.mutate": {
    ...cacheKey,
    ...made,
    mutation: number,
    form: string,
    hasData: boolean,
    blanks: boolean,
    options: optional(list("an option")),
    topic: optional(string),
  },
  "cache.hook": {
    ...cacheKey,
    listeners: number,
    fetcher: boolean,
    keepPreviousData: optional(boolean),
    refreshInterval: optional(number),
  },
  "cache.revalidate": {
    ...cacheKey,
    cause: string,
    listeners: number,
    mutation: optional(number),
  },
  "cache.fetch": { ...cacheKey, request: number, cause: optional(string) },
  "cache.answer": { ...cacheKey, request: number, outcome: string, error: optional(string) },
  "cache.write": {
    ...cacheKey,
    from: string,
    to: string,
    blanked: boolean,
    held: optional(list("a URL")),
    holds: optional(list("a URL")),
  },
  "react.commit": { hits, fibers: number, ms: number, exhausted: boolean },
  "react.look": {
    needles: list("a needle"),
    hits,
    fibers: number,
    ms: number,
    exhausted: boolean,
    commits: number,
  },
  "image.start": { url: string, lazy: boolean, inView: optional(boolean) },
  "image.load": { url: string, width: number, height: number, visible: boolean },
  "image.error": { url: string, status: optional(number) },
  "image.remove": { url: string },
  "console.line": { level: string, text: string, args: list("an argument") },
  "error.throw": { message: string, stack: optional(string) },
  "error.reject": { message: string, stack: optional(string) },
  "error.csp": { blocked: string, directive: string },
  "probe.answer": {
    question: string,
    url: string,
    status: number,
    ms: number,
    body: optional(string),
    error: optional(string),
  },
  "probe.join": {
    topic: string,
    private: boolean,
    status: string,
    ms: number,
    claims: optional(claims),
    reason: optional(string),
  },
  "companion.on": { on, ends: number },
  "companion.act": {
    switch: string,
    what: string,
    frame: optional(string),
    fetch: optional(number),
    socket: optional(number),
    topic: optional(string),
    event: optional(string),
    job: optional(string),
    key: optional(string),
    url: optional(string),
    detail: optional(string),
  },
  "companion.off": { reason: string, restored: boolean, left: optional(list("a name")) },
};

/** The JSON Schema of one event, by its kind. */
export const eventSchemas: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(kinds).map(([kind, fields]) => [
    kind,
    schemaOf({ kind: { ...string, schema: { const: kind } }, ...stamp, ...fields }),
  ]),
);

/** The fields of a kind as a list, those of every event first: this runs for every event. */
const compiled = new Map(
  Object.entries(kinds).map(([kind, fields]) => [kind, Object.entries({ ...stamp, ...fields })]),
);

const names = new Map(
  Array.from(compiled, ([kind, fields]) => [
    kind,
    new Set(["kind", ...fields.map(([name]) => name)]),
  ]),
);

/** What keeps `value` from being an event, or null when nothing does: "at is missing", "unknown kind frame.up". */
export function faultOf(value: unknown): string | null {
  if (!isFields(value)) return "not an object";
  const { kind } = value;
  const fields = typeof kind === "string" ? compiled.get(kind) : undefined;
  if (!fields)
    return `unknown kind ${typeof kind === "string" ? JSON.stringify(kind) : typeof kind}`;
  for (const [name, field] of fields) {
    if (!field.check(value[name])) return describe(name, field, value[name]);
  }
  // An id of another document would stand in the place of what that one said.
  const { id, doc } = value as { id: string; doc: string };
  return id.startsWith(`${doc}:`) ? null : "id is not of its document";
}

/** Whether an event carries anything that its kind has no field for. */
export function hasOtherFields(event: CaptureEvent): boolean {
  const known = names.get(event.kind);
  for (const name of Object.keys(event)) if (!known?.has(name)) return true;
  return false;
}

/** Whether `value` has the shape of an event: its kind is known and each field has its type. */
export const isCaptureEvent = (value: unknown): value is CaptureEvent => faultOf(value) === null;

function describe(name: string, { type, fault }: Field, found: unknown): string {
  if (found === undefined) return `${name} is missing`;
  const isOfType = type === (Array.isArray(found) ? "array" : typeof found) && found !== null;
  return isOfType && fault !== undefined ? fault : `${name} is not of type ${type}`;
}

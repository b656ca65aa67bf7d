/**
 * The two serializers of Phoenix and the binary kinds that Realtime adds. V1 is a JSON object and text only; V2 is a JSON
 * array, and binary for user broadcasts. Payloads stay JSON text, because what the database printed goes out unchanged.
 */

export type Version = "1.0.0" | "2.0.0";

/** What a client sent. `user` is there when it came as binary kind 3. */
export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: unknown;
  user?: UserBroadcast;
}

/** A frame to a client. `body` is JSON text. */
export interface Frame {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  body: string;
}

/** A broadcast with a name of the user's choice. `meta` is JSON text or empty. */
export interface UserBroadcast {
  topic: string;
  event: string;
  meta: string;
  encoding: "json" | "binary";
  payload: Buffer;
}

const USER_BROADCAST_PUSH = 3;
const USER_BROADCAST = 4;
const JSON_ENCODING = 1;
/** Every length field of a binary frame is one byte. */
const MAX_FIELD_BYTES = 255;

const isRef = (value: unknown): value is string | null | undefined =>
  value === null || value === undefined || typeof value === "string";

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const asMessage = (fields: unknown[]): Message | undefined => {
  const [joinRef, ref, topic, event, payload] = fields;
  if (!isRef(joinRef) || !isRef(ref)) return undefined;
  if (typeof topic !== "string" || typeof event !== "string") return undefined;
  return { joinRef: joinRef ?? null, ref: ref ?? null, topic, event, payload };
};

/** Reads a text frame. Undefined when it is no JSON or has the shape of the other version: the server drops those. */
export function decodeText(version: Version, text: string): Message | undefined {
  const value = parse(text);
  if (version === "2.0.0") {
    return Array.isArray(value) && value.length === 5 ? asMessage(value) : undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { join_ref: joinRef, ref, topic, event, payload } = value as Record<string, unknown>;
  return asMessage([joinRef, ref, topic, event, payload]);
}

/** Reads a binary frame of a V2 client: kind 3 only. Undefined when it is another kind or too short. */
export function decodeBinary(data: Buffer): Message | undefined {
  if (data[0] !== USER_BROADCAST_PUSH || data.length < 7) return undefined;
  let at = 7;
  const read = (field: number): string => {
    const start = at;
    at += data[field] ?? 0;
    return data.toString("utf8", start, at);
  };
  const [joinRef, ref, topic, event, meta] = [read(1), read(2), read(3), read(4), read(5)] as const;
  if (at > data.length) return undefined;
  const encoding = data[6] === JSON_ENCODING ? "json" : "binary";
  const user: UserBroadcast = { topic, event, meta, encoding, payload: data.subarray(at) };
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: null,
    user,
  };
}

const quote = (value: string | null): string => JSON.stringify(value);

export function encodeText(version: Version, { joinRef, ref, topic, event, body }: Frame): string {
  return version === "2.0.0"
    ? `[${quote(joinRef)},${quote(ref)},${quote(topic)},${quote(event)},${body}]`
    : `{"event":${quote(event)},"payload":${body},"ref":${quote(ref)},"topic":${quote(topic)}}`;
}

/** The payload of a `broadcast` event around a user's payload: `{"event","meta"?,"payload","type":"broadcast"}`. */
export const broadcastBody = (event: string, meta: string, payload: string): string =>
  `{"event":${quote(event)},${meta && `"meta":${meta},`}"payload":${payload},"type":"broadcast"}`;

/**
 * Kind 4 for V2; for V1 the text frame with the same content. Undefined when this client cannot get it: raw bytes on V1,
 * a name over 255 bytes on V2. Nobody is told then.
 */
export function encodeBroadcast(
  version: Version,
  { topic, event, meta, encoding, payload }: UserBroadcast,
): string | Buffer | undefined {
  if (version === "1.0.0") {
    if (encoding === "binary") return undefined;
    const body = broadcastBody(event, meta, payload.toString("utf8"));
    return encodeText(version, { joinRef: null, ref: null, topic, event: "broadcast", body });
  }
  const fields = [topic, event, meta].map((field) => Buffer.from(field, "utf8"));
  if (fields.some(({ length }) => length > MAX_FIELD_BYTES)) return undefined;
  const head = [USER_BROADCAST, ...fields.map(({ length }) => length)];
  const kind = encoding === "json" ? JSON_ENCODING : 0;
  return Buffer.concat([Buffer.from([...head, kind]), ...fields, payload]);
}

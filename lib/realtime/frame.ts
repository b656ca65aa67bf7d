/** Phoenix frames as Supabase Realtime sends them, decoded to one shape whatever the serializer. */
import { splitBinary, type BinaryFrame, type Direction } from "./binary.ts";
import { front } from "./header.ts";

export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  /** Of a broadcast always `{type: "broadcast", event, payload, meta?}`; raw binary data is a Uint8Array. */
  payload: unknown;
  /** First byte of a binary frame; absent for text. */
  kind?: number;
  /** Of a broadcast: `id` is that of the row in `realtime.messages`. */
  meta?: { id?: string; replayed?: boolean };
}

/** What a tap or a trace holds of a frame. */
export type Body = { text: string; cut?: number } | { base64: string; cut?: number } | ArrayBuffer;

/** Why bytes are no frame, and whose they were where that can still be read. */
export interface Unreadable {
  error: string;
  topic?: string;
}

type Fields = Record<string, unknown>;

const utf8 = new TextDecoder();

/**
 * Decodes one frame. Text is told by its own shape: an object is serializer 1.0.0, an array 2.0.0, because logs may
 * begin after the socket. Binary exists only in 2.0.0. Any bytes that are no frame give `{error}`; never throws.
 */
export function decode(body: Body, vsn: string, direction: Direction = "in"): Message | Unreadable {
  if ("cut" in body && body.cut) return { error: `frame was cut, ${body.cut} missing` };
  if ("text" in body) return decodeText(body.text);
  if (vsn.startsWith("1.")) return { error: `binary frame on serializer ${vsn}` };
  const bytes = "base64" in body ? fromBase64(body.base64) : new Uint8Array(body);
  if (!bytes) return { error: "body is not base64" };
  const frame = splitBinary(bytes, direction);
  return "error" in frame ? frame : decodeBinary(frame);
}

/** The message of which only its head is known. */
export function withoutBody(head: { topic: string; event: string; inner?: string }): Message {
  const { topic, event, inner } = head;
  return {
    joinRef: null,
    ref: null,
    topic,
    event,
    payload: inner === undefined ? {} : { event: inner },
  };
}

function decodeText(text: string): Message | Unreadable {
  const value = parse(text);
  if ("error" in value) {
    const begins = front(text);
    return { ...value, ...(begins && { topic: begins.topic }) };
  }
  const frame = value.json;
  if (Array.isArray(frame)) {
    const [joinRef, ref, topic, event, payload] = frame as unknown[];
    return message(joinRef, ref, topic, event, payload);
  }
  if (isFields(frame)) {
    return message(frame.join_ref, frame.ref, frame.topic, frame.event, frame.payload);
  }
  return { error: "neither an array nor an object" };
}

function message(
  joinRef: unknown,
  ref: unknown,
  topic: unknown,
  event: unknown,
  payload: unknown,
): Message | { error: string } {
  if (typeof topic !== "string") return { error: "no topic" };
  if (typeof event !== "string") return { error: "no event" };
  const meta = event === "broadcast" && isFields(payload) ? readMeta(payload.meta) : undefined;
  const result: Message = { joinRef: readRef(joinRef), ref: readRef(ref), topic, event, payload };
  return meta ? { ...result, meta } : result;
}

/** Kinds 3 and 4 become what the client hands to its callbacks; the data of 0, 1 and 2 is opaque to it. */
function decodeBinary({ kind, fields, json, data }: BinaryFrame): Message | Unreadable {
  const { joinRef, ref, topic = "", event = "", metadata, status } = fields;
  const head = { joinRef: joinRef || null, ref: ref || null, topic, kind };
  if (kind === 1) return { ...head, event: "phx_reply", payload: { status, response: data } };
  if (kind < 3) return { ...head, event, payload: data };
  const content = json ? parse(utf8.decode(data)) : { json: data };
  if ("error" in content) return { ...content, topic };
  const about = metadata ? parse(metadata) : undefined;
  if (about && "error" in about) return { error: `metadata: ${about.error}`, topic };
  const payload: Fields = { type: "broadcast", event, payload: content.json };
  if (about) payload.meta = about.json;
  const meta = readMeta(about?.json);
  return { ...head, event: "broadcast", payload, ...(meta && { meta }) };
}

function parse(text: string): { json: unknown } | { error: string } {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { error: "not JSON" };
  }
}

function readMeta(value: unknown): Message["meta"] {
  if (!isFields(value)) return undefined;
  const { id, replayed } = value;
  return {
    ...(typeof id === "string" && { id }),
    ...(typeof replayed === "boolean" && { replayed }),
  };
}

/** Old clients send refs as numbers. */
const readRef = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Engines since 2025 have this themselves, ten times as fast; Node has it from 25 on. */
const nativeFromBase64 = (
  Uint8Array as { fromBase64?: (text: string) => Uint8Array }
).fromBase64?.bind(Uint8Array);

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return nativeFromBase64 ? nativeFromBase64(text) : bytesOf(atob(text));
  } catch {
    return undefined;
  }
}

function bytesOf(units: string): Uint8Array {
  const bytes = new Uint8Array(units.length);
  for (let i = 0; i < units.length; i++) bytes[i] = units.charCodeAt(i);
  return bytes;
}

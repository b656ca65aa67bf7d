/** Frames as the server makes them, in the serializer of a socket: see lib/realtime/frame.ts, which reads them. */
import type { Message } from "../realtime/frame.ts";

type Given = Pick<Message, "topic" | "event" | "payload"> &
  Partial<Pick<Message, "ref" | "joinRef">>;

const utf8 = new TextEncoder();

/** "1.0.0" where the address names none, as the server takes it. */
export function versionOf(socket: WebSocket): string {
  return new URL(socket.url).searchParams.get("vsn") ?? "1.0.0";
}

/** A text frame. */
export function encode(vsn: string, { topic, event, payload, ref = null, joinRef = null }: Given) {
  return vsn.startsWith("1.")
    ? JSON.stringify({ event, payload, ref, topic })
    : JSON.stringify([joinRef, ref, topic, event, payload]);
}

/** A text frame as a client sends it. */
export function encodePush(vsn: string, message: Given): string {
  const { topic, event, payload, ref = null, joinRef = null } = message;
  return vsn.startsWith("1.")
    ? JSON.stringify({ topic, event, payload, ref, join_ref: joinRef })
    : encode(vsn, message);
}

/** A broadcast from the database: kind 4 in 2.0.0, text in 1.0.0. */
export function encodeBroadcast(
  vsn: string,
  topic: string,
  event: string,
  payload: unknown,
): string | ArrayBuffer {
  if (vsn.startsWith("1."))
    return encode(vsn, {
      topic,
      event: "broadcast",
      payload: { type: "broadcast", event, payload },
    });
  const parts = [topic, event, ""].map((part) => utf8.encode(part));
  const data = utf8.encode(JSON.stringify(payload));
  const lengths = parts.map(({ length }) => length);
  // The lengths are bytes, so longer names have no frame.
  if (lengths.some((length) => length > 255)) throw new Error("The topic or event is too long.");
  const bytes = [4, ...lengths, 1, ...parts.flatMap((part) => [...part])];
  const frame = new Uint8Array(bytes.length + data.length);
  frame.set(bytes);
  frame.set(data, bytes.length);
  return frame.buffer;
}

/** What a message event or `send()` carries, as an event of ours can hold it. */
import { ArrayBuffer, Blob, method, TextDecoder, Uint8Array } from "./natives.ts";
import type { FrameBody } from "../event.ts";
import { mayHoldSecret, redactFrame, redactTokens } from "./redact.ts";

export interface Content {
  /** UTF-16 units of text, bytes of anything else. */
  size: number;
  body: FrameBody;
}

type Bytes = Uint8Array & { toBase64?: () => string };

/** `fromCharCode` takes its arguments on the stack. */
const CHUNK = 8_192;

/** Where a secret may begin in bytes, which are UTF-8: only ASCII is looked for. */
const ascii = new TextDecoder("latin1");
const decode = method<string>(TextDecoder, "decode");

/** The content of `data` without secrets, at most `cap` long. What the page sends is looked at more closely: it has its tokens in it. */
export function readContent(data: unknown, cap: number, outgoing: boolean): Content {
  if (typeof data === "string") {
    const text = (outgoing ? redactTokens : redactFrame)(
      data.length > cap ? data.slice(0, cap) : data,
    );
    return { size: data.length, body: { text, ...cutOf(data.length, cap) } };
  }
  const bytes = view(data);
  // A Blob can only be read later, when it may be another time and another handler.
  if (!bytes) {
    const size = data instanceof Blob ? data.size : 0;
    return { size, body: { base64: "", ...cutOf(size, 0) } };
  }
  const kept = bytes.subarray(0, cap);
  const secret = outgoing || mayHoldSecret(decode(ascii, kept));
  const body = { base64: secret ? redacted(kept) : base64(kept), ...cutOf(bytes.length, cap) };
  return { size: bytes.length, body };
}

const cutOf = (size: number, cap: number) => (size > cap ? { cut: size - cap } : {});

export function view(data: unknown): Uint8Array | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!ArrayBuffer.isView(data)) return undefined;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

const base64 = (bytes: Bytes): string => bytes.toBase64?.() ?? btoa(latin1(bytes));

/** The payload is the end of a binary frame, so a replacement of another length does no harm there. */
function redacted(bytes: Uint8Array): string {
  return btoa(redactTokens(latin1(bytes)));
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}

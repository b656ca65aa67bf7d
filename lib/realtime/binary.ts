/**
 * The binary frames of Phoenix serializer 2.0.0, kinds 0-2, and the two that Supabase Realtime added, 3 and 4.
 * Every frame is: kind, one length byte for each field (UTF-8 bytes), further bytes, the fields, the data.
 */

/** `fields` in their order on the wire; `encoded` when a byte after the lengths says 1 = JSON, 0 = raw bytes. */
interface Layout {
  fields: ("joinRef" | "ref" | "topic" | "event" | "metadata" | "status")[];
  encoded: boolean;
}

/** A push has a ref only from client to server, hence two layouts for kind 0. */
const clientPush: Layout = { fields: ["joinRef", "ref", "topic", "event"], encoded: false };

const layouts: Record<number, Layout> = {
  0: { fields: ["joinRef", "topic", "event"], encoded: false },
  1: { fields: ["joinRef", "ref", "topic", "status"], encoded: false },
  2: { fields: ["topic", "event"], encoded: false },
  3: { fields: ["joinRef", "ref", "topic", "event", "metadata"], encoded: true },
  4: { fields: ["topic", "event", "metadata"], encoded: true },
};

export interface BinaryFrame {
  kind: number;
  fields: Partial<Record<Layout["fields"][number], string>>;
  json: boolean;
  data: Uint8Array;
}

const utf8 = new TextDecoder();

export type Direction = "in" | "out";

/** Splits a binary frame, or says why it cannot be one. Reads the data only by reference. */
export function splitBinary(
  bytes: Uint8Array,
  direction: Direction,
): BinaryFrame | { error: string } {
  const kind = bytes[0];
  if (kind === undefined) return { error: "empty frame" };
  const layout = kind === 0 && direction === "out" ? clientPush : layouts[kind];
  if (!layout) return { error: `unknown binary kind ${kind}` };
  const count = layout.fields.length;
  let offset = 1 + count + (layout.encoded ? 1 : 0);
  if (bytes.length < offset) return { error: "binary frame ends in its lengths" };
  const fields: BinaryFrame["fields"] = {};
  for (const [index, name] of layout.fields.entries()) {
    const end = offset + (bytes[1 + index] ?? 0);
    if (end > bytes.length) return { error: `binary frame ends in its ${name}` };
    fields[name] = utf8.decode(bytes.subarray(offset, end));
    offset = end;
  }
  const json = layout.encoded && bytes[1 + count] === 1;
  return { kind, fields, json, data: bytes.subarray(offset) };
}

/**
 * The frame with each text in it rewritten: its fields, of which 255 bytes are kept at most, and its data. Bytes that are no
 * frame are rewritten as one text.
 */
export function rewriteBinary(
  bytes: Uint8Array<ArrayBuffer>,
  direction: Direction,
  rewrite: (text: string) => string,
): Uint8Array<ArrayBuffer> {
  const frame = splitBinary(bytes, direction);
  if ("error" in frame) return rewriteBytes(bytes, rewrite);
  const fields = Object.values(frame.fields).map((text) =>
    new TextEncoder().encode(rewrite(text)).slice(0, 255),
  );
  const start = 1 + fields.length;
  const size = fields.reduce((sum, { length }) => sum + length, 0);
  const before = bytes.length - frame.data.length;
  const old = Array.from(bytes.subarray(1, start)).reduce((sum, length) => sum + length, 0);
  // What stands between the lengths and the fields stays: the encoding of the data.
  const between = bytes.slice(start, before - old);
  const data = rewriteBytes(bytes.slice(before), rewrite);
  const written = new Uint8Array(start + between.length + size + data.length);
  written[0] = frame.kind;
  written.set(
    fields.map(({ length }) => length),
    1,
  );
  let offset = start;
  for (const part of [between, ...fields, data]) {
    written.set(part, offset);
    offset += part.length;
  }
  return written;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** As UTF-8 where it is that, else a character for each byte. */
function rewriteBytes(
  bytes: Uint8Array<ArrayBuffer>,
  rewrite: (text: string) => string,
): Uint8Array<ArrayBuffer> {
  let text: string | undefined;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return Uint8Array.from(rewrite(latin), (unit) => unit.charCodeAt(0));
  }
  const rewritten = rewrite(text);
  return rewritten === text ? bytes : new TextEncoder().encode(rewritten);
}

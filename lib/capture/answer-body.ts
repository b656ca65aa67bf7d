import { method, TextDecoder } from "./natives.ts";

type Stream = ReadableStream<Uint8Array>;
type Reader = ReadableStreamDefaultReader<Uint8Array>;

const getReader = method<Reader>(globalThis.ReadableStream, "getReader");
const { ReadableStreamDefaultReader } = globalThis;
const readNext = method<Promise<ReadableStreamReadResult<Uint8Array>>>(
  ReadableStreamDefaultReader,
  "read",
);
const cancel = method<Promise<void>>(ReadableStreamDefaultReader, "cancel");
const decode = method<string>(TextDecoder, "decode");

/** Longest answer that is read to its end only to be measured, in bytes. */
const MEASURED = 8 * 1024 * 1024;

/**
 * Reads what `open` gives, at most `cap` UTF-16 units of it. `cut` is how much was left out: units as far as they
 * were decoded, bytes of the rest. Undefined when there is no body. `onText` gets what has come so far, each time that
 * something did.
 */
export async function readAnswerBody(
  open: () => Stream | null,
  cap: number,
  onText?: (text: string) => void,
): Promise<{ text: string; cut: number } | undefined> {
  const stream = open();
  if (!stream) return undefined;
  const reader = getReader(stream);
  const decoder = new TextDecoder();
  let text = "";
  let rest = 0;
  for (;;) {
    const { done, value } = await readNext(reader);
    if (text.length <= cap) {
      text += decode(decoder, value, { stream: !done });
      onText?.(text);
    } else rest += value?.length ?? 0;
    if (rest > MEASURED) void cancel(reader);
    if (done || rest > MEASURED) {
      return { text: text.slice(0, cap), cut: Math.max(0, text.length - cap) + rest };
    }
  }
}

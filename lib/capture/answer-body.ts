/** Longest answer that is read to its end only to be measured, in bytes. */
const MEASURED = 8 * 1024 * 1024;

/**
 * Reads what `open` gives, at most `cap` UTF-16 units of it. `cut` is how much was left out: units as far as they
 * were decoded, bytes of the rest.
 */
export async function readAnswerBody(
  open: () => ReadableStream<Uint8Array> | null,
  cap: number,
): Promise<{ text: string; cut: number } | undefined> {
  const reader = open()?.getReader();
  if (!reader) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  let rest = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (text.length <= cap) text += decoder.decode(value, { stream: !done });
    else rest += value?.length ?? 0;
    if (rest > MEASURED) void reader.cancel();
    if (done || rest > MEASURED) {
      return { text: text.slice(0, cap), cut: Math.max(0, text.length - cap) + rest };
    }
  }
}

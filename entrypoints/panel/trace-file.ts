/** Where a trace may come from. Opens it: its bytes, and how many there are where that is known. */
export type TraceFile = () => Promise<{
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  size: number | undefined;
}>;

const fromFile =
  (file: File): TraceFile =>
  async () => ({ stream: file.stream(), size: file.size });

/** What is behind an address of the panel's own origin; opening it rejects for any other, and for an answer that is none. */
export const fromAddress =
  (address: string): TraceFile =>
  async () => {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin)
      throw new Error(`${url.origin} is not the panel's own origin`);
    const { ok, status, body } = await fetch(url);
    if (!ok || !body) throw new Error(`${url.pathname}: ${status}`);
    return { stream: body, size: undefined };
  };

/** Asks for a file. `onFile` is not called when none is chosen. */
export function pickFile(onFile: (file: TraceFile) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".gz,.jsonl,.ndjson,.json,.txt";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) onFile(fromFile(file));
  });
  input.click();
}

/** Takes files that are dropped anywhere on the panel. */
export function acceptDrops(target: Window, onFile: (file: TraceFile) => void): void {
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) onFile(fromFile(file));
  });
}

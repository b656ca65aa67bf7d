/** Where a trace may come from. */
export interface TraceFile {
  /** Unique among those that are open together. */
  name: string;
  /** Its bytes, and how many there are where that is known. */
  open(): Promise<{
    stream: ReadableStream<Uint8Array<ArrayBuffer>>;
    size: number | undefined;
  }>;
}

const fromFiles = (files: Iterable<File>): TraceFile[] => {
  const names = new Map<string, number>();
  return Array.from(files, (file) => {
    const count = (names.get(file.name) ?? 0) + 1;
    names.set(file.name, count);
    return {
      name: count === 1 ? file.name : `${file.name} (${count})`,
      open: async () => ({ stream: file.stream(), size: file.size }),
    };
  });
};

/** What is behind an address of the panel's own origin; opening it rejects for any other, and for an answer that is none. */
export const fromAddress = (address: string): TraceFile => ({
  name: address,
  async open() {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin)
      throw new Error(`${url.origin} is not the panel's own origin`);
    const { ok, status, body } = await fetch(url);
    if (!ok || !body) throw new Error(`${url.pathname}: ${status}`);
    return { stream: body, size: undefined };
  },
});

type OnFiles = (files: TraceFile[]) => void;

/** Asks for files. `onFiles` is not called when none is chosen. */
export function pickFiles(onFiles: OnFiles): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".gz,.jsonl,.ndjson,.json,.txt";
  input.addEventListener("change", () => {
    const files = fromFiles(input.files ?? []);
    if (files.length > 0) onFiles(files);
  });
  input.click();
}

/** Takes files that are dropped anywhere on the panel. */
export function acceptDrops(target: Window, onFiles: OnFiles): void {
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = fromFiles(event.dataTransfer?.files ?? []);
    if (files.length > 0) onFiles(files);
  });
}

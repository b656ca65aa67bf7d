import { useStore, type StoreApi } from "zustand";
import { size } from "./format.ts";
import { fill, useWords } from "./words.ts";

export interface Progress {
  /** Bytes of the file, and how many it has, where that is known. */
  read: number;
  size: number | undefined;
}

export interface ReadingProps {
  /** Apart from the panel, which must not be drawn again for each step of it. */
  progress: StoreApi<Progress>;
  onStop: () => void;
}

/** How far a trace has been read. What was read is below it already. */
export function Reading({ progress, onStop }: ReadingProps) {
  const words = useWords();
  const { read, size: all } = useStore(progress);
  const text = all === undefined ? words.readingSome : words.reading;
  return (
    <p className="notice" data-reading role="status">
      <progress
        value={all === undefined ? undefined : read / all}
        aria-label={words.readingTrace}
      />
      {fill(text, { read: size(read), size: size(all ?? 0) })}
      <button className="link" onClick={onStop}>
        {words.stopReading}
      </button>
    </p>
  );
}

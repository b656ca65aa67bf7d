import type { FollowNeighbours, NeighbourLog } from "../../components/sync/neighbours.ts";
import { originOf } from "../../components/settings.ts";
import { fill } from "../../components/words.ts";
import type { Words } from "../../components/words-en.ts";
import { say, type Language } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { readTrace } from "../../lib/trace/stream.ts";
import { pacer } from "./slices.ts";
import type { TraceFile } from "./trace-file.ts";

interface Read {
  events: readonly CaptureEvent[];
  /** What is wrong with it. */
  problem: string | undefined;
}

/**
 * The traces beside the one that is shown, for the sheet: those of the same origin, each read once, when somebody looks.
 * `onNotice` gets a sentence about each that is left out or could not be read whole.
 */
export function filesBeside(
  files: readonly TraceFile[],
  words: Words,
  onNotice: (notice: string) => void,
): FollowNeighbours {
  const known = new Map<TraceFile, Promise<Read>>();
  const read = (file: TraceFile) => {
    const before = known.get(file);
    if (before) return before;
    const now = readWhole(file, words);
    known.set(file, now);
    return now;
  };
  return (origin, take) => {
    let stopped = false;
    const readAll = async () => {
      const logs: NeighbourLog[] = [];
      const notices: string[] = [];
      for (const file of files) {
        const { events, problem } = await read(file);
        if (stopped) return;
        const others = originsOf(events);
        if (problem !== undefined) notices.push(`${file.name}: ${problem}`);
        if (others.has(origin)) logs.push({ name: file.name, events });
        else if (events.length > 0)
          notices.push(fill(words.otherSite, { name: file.name, site: [...others].join(", ") }));
      }
      take(logs);
      if (notices.length > 0) onNotice(notices.join(" "));
    };
    void readAll();
    return () => {
      stopped = true;
    };
  };
}

async function readWhole(file: TraceFile, words: Words): Promise<Read> {
  const events: CaptureEvent[] = [];
  const onEvents = (some: CaptureEvent[]) => {
    for (const event of some) events.push(event);
  };
  try {
    const { stream } = await file.open();
    const { damage } = await readTrace(stream, { onEvents, onPiece: pacer() });
    if (damage !== undefined) return { events, problem: say(damage, words.language as Language) };
    const problem = events.length > 0 ? undefined : fill(words.notTrace, { name: file.name });
    return { events, problem };
  } catch (error) {
    return { events, problem: fill(words.badFile, { message: String(error) }) };
  }
}

const originsOf = (events: readonly CaptureEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => (event.kind === "page.start" ? (originOf(event.url) ?? []) : [])),
  );

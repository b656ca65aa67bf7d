import { openAsBlob } from "node:fs";
import { say, type Language } from "../../lib/chain/text.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import type { Trace } from "../../lib/trace/file.ts";
import { readTrace } from "../../lib/trace/stream.ts";

/** Reads a trace of any version, gzipped or not; rejects when there is no such file. */
export async function readFile(path: string): Promise<Trace> {
  const events: CaptureEvent[] = [];
  const file = await openAsBlob(path);
  const about = await readTrace(file.stream(), {
    onEvents: (some) => {
      for (const event of some) events.push(event);
    },
  });
  return { events, ...about };
}

/** What could not be read, a line for each: `trace.jsonl:3: not JSON`. */
export function complaints(path: string, trace: Trace, language: Language): string[] {
  const { errors, badLines, damage } = trace;
  return [
    ...errors.map(({ line, message }) => `${path}:${line}: ${message}`),
    ...(badLines > errors.length ? [`${path}: ${badLines - errors.length} more such lines`] : []),
    ...(damage === undefined ? [] : [`${path}: ${say(damage, language)}`]),
  ];
}

/** What goes over the wire in tests: batches of small events of document "d", and what a reader makes of them. */
import type { CaptureEvent, EventOf } from "../event.ts";
import type { Channel } from "./channel.ts";
import type { Had } from "./gate.ts";
import { pack, type Packed } from "./pack.ts";
import { createReader } from "./reader.ts";

export const event = (seq: number, url = ""): EventOf<"page.navigate"> => ({
  ...{ kind: "page.navigate", id: `d:${seq}`, seq, doc: "d", at: seq, url },
});

export const events = (from: number, to: number): CaptureEvent[] =>
  Array.from({ length: to - from + 1 }, (_unused, index) => event(from + index));

/** One batch with the events from `from` to `to`, both included. */
export const batch = (from: number, to = from): Packed => pack(events(from, to));

export const seqs = (list: CaptureEvent[]): number[] => list.map(({ seq }) => seq);

/** Reads all that comes by a channel, and acknowledges it unless told otherwise; `had` is what it has. */
export function readAll(channel: Channel, acks = true, had?: Had): CaptureEvent[] {
  const got: CaptureEvent[] = [];
  const read = createReader(had);
  channel.onMessage((message) => {
    if (message.kind !== "batch") return;
    got.push(...read(message.packs));
    if (acks) channel.post({ kind: "ack", batch: message.batch });
  });
  return got;
}

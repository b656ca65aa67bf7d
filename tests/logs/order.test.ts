/** Whole sessions, with several jobs, documents and tabs at once: what is said of them does not depend on how they came. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { snapshot, type Snapshot } from "../../lib/chain/snapshot.ts";
import type { CaptureEvent } from "../../lib/event.ts";
import { createHopscope, horizon } from "../../lib/store.ts";
import { PROJECT, USER } from "./build.ts";
import { session } from "./healthy.ts";
import { weather } from "./weather.ts";

function read(batches: CaptureEvent[][]): Snapshot {
  const hopscope = createHopscope();
  for (const batch of batches) hopscope.getState().append(batch);
  hopscope.getState().tick(hopscope.getState().now + horizon());
  return snapshot(hopscope.getState());
}

/** Sessions that are healthy but for kinds of events that never happened: jobs break at any step, some in one tab only. */
const broken = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }).chain(weather),
    fc.subarray<CaptureEvent["kind"]>([
      "handler.run",
      "cache.mutate",
      "cache.fetch",
      "cache.hook",
      "fetch.end",
      "image.load",
      "react.commit",
      "channel.subscribe",
      "socket.open",
    ]),
    fc.constantFrom("UPDATE", "INSERT", "phx_reply", "phx_join", "nothing"),
    fc.constantFrom("d1", "d2", "d9", ""),
  )
  .map(([drawn, kinds, word, doc]) =>
    session(drawn).filter((event) => {
      const isWord = "body" in event && JSON.stringify(event.body).includes(`"${word}`);
      return event.doc !== doc || !(kinds.includes(event.kind) || isWord);
    }),
  );

const COUNTED = ["socket", "fetch", "request", "mutation", "channel"] as const;

/** A stretch of a log that happens once more: with other numbers, for another user, project or picture, at another time. */
const echo = fc.record({
  from: fc.nat(),
  count: fc.integer({ min: 1, max: 40 }),
  later: fc.integer({ min: -2_000, max: 5_000 }),
  of: fc.constantFrom(USER, PROJECT, "images/1", "req-1", ""),
  word: fc.constantFrom("u-2", "p-2", "images/2", "other"),
});

function again(event: CaptureEvent, of: string, word: string, n: number): object {
  const words = JSON.stringify(event);
  const same: object = JSON.parse(of ? words.replaceAll(of, word) : words);
  return Object.fromEntries(
    Object.entries(same).map(([name, value]) => [
      name,
      COUNTED.some((each) => each === name) ? Number(value) + 1_000_000 * n : value,
    ]),
  );
}

const echoed = fc
  .tuple(broken, fc.array(echo, { minLength: 1, maxLength: 5 }))
  .map(([events, echoes]) => [
    ...events,
    ...echoes.flatMap(({ from, count, later, of, word }, i) => {
      const start = from % Math.max(1, events.length);
      return events.slice(start, start + count).flatMap((event, k): CaptureEvent[] => {
        if (event.kind === "gap.drop" || event.kind === "page.start") return [];
        const seq = 10_000 * (i + 1) + k;
        const stamp = { id: `${event.doc}:${seq}`, seq, at: event.at + later };
        return [{ ...again(event, of, word, i + 1), ...stamp } as CaptureEvent];
      });
    }),
  ]);

const mixed = echoed.chain((events) =>
  fc.tuple(
    fc.constant(events),
    fc.shuffledSubarray(events, { minLength: events.length }),
    fc.integer({ min: 1, max: 200 }),
  ),
);

test("in any order and any batches a session says the same", () => {
  fc.assert(
    fc.property(mixed, ([events, shuffled, size]) => {
      const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_batch, i) =>
        shuffled.slice(i * size, (i + 1) * size),
      );
      expect(read(batches)).toEqual(read([events]));
    }),
    { numRuns: 300 },
  );
}, 60_000);

test("a session says the same when it is watched while it happens", () => {
  fc.assert(
    fc.property(broken, (events) => {
      const hopscope = createHopscope();
      for (const event of events) {
        hopscope.getState().append([event]);
        hopscope.getState().tick(event.at + 1);
      }
      hopscope.getState().tick(hopscope.getState().now + horizon());
      expect(snapshot(hopscope.getState())).toEqual(read([events]));
    }),
    { numRuns: 30 },
  );
}, 60_000);

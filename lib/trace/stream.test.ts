import * as fc from "fast-check";
import { expect, test } from "vitest";
import { say } from "../chain/text.ts";
import type { CaptureEvent } from "../event.ts";
import { formatTrace, parseTrace } from "./file.ts";
import { traceLimits } from "./limits.ts";
import { encode, gzip, readTrace, writeTrace, type ReadOptions } from "./stream.ts";

const events = Array.from({ length: 3_000 }, (_, seq): CaptureEvent => ({
  kind: "error.throw",
  message: `é 🐙 ${seq}`,
  id: `d:${seq}`,
  seq,
  doc: "d",
  at: seq,
}));

const bytesOf = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
  new Uint8Array(await new Response(stream).arrayBuffer());

/** A stream of these bytes in pieces of `size`. */
function pieces(bytes: Uint8Array<ArrayBuffer>, size: number) {
  let at = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  options: Partial<ReadOptions> = {},
) {
  const found: CaptureEvent[] = [];
  const about = await readTrace(stream, { onEvents: (some) => found.push(...some), ...options });
  return { events: found, ...about };
}

const packed = await bytesOf(writeTrace(events, { budgets: { U1: 5 } }));
const plain = await bytesOf(encode([formatTrace(events, { budgets: { U1: 5 } })]));
const whole = { events, errors: [], badLines: 0, budgets: { U1: 5 } };

test.each([1, 7, 1_000, 1e9])("is read in pieces of %d bytes, packed and plain", async (size) => {
  expect(await read(pieces(packed, size))).toEqual(whole);
  expect(await read(pieces(plain, size))).toEqual(whole);
});

test("the budgets come before the events", async () => {
  const said: string[] = [];
  await readTrace(pieces(plain, 100), {
    onEvents: () => said.push("events"),
    onBudgets: ({ U1 }) => said.push(`U1 ${U1}`),
  });
  expect(said.slice(0, 2)).toEqual(["U1 5", "events"]);
  expect(said.filter((each) => each !== "events")).toHaveLength(1);
});

test("is written in pieces: the last event is not asked for before the first ones are taken", async () => {
  let asked = 0;
  function* texts() {
    for (; asked < 100; asked += 1) yield "x".repeat(128 * 1024);
  }
  const reader = encode(texts()).getReader();
  await reader.read();
  expect(asked).toBeLessThan(10);
});

test("a file that was cut anywhere gives what could be read and says so", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: packed.length - 1 }), async (length) => {
      const { damage, ...trace } = await read(pieces(packed.slice(0, length), 500));
      expect(trace.events).toEqual(events.slice(0, trace.events.length));
      // Of nothing at all nothing can be said but that it has no events.
      if (length > 1) expect(say(damage!)).toContain(`${trace.events.length} events could be read`);
    }),
    { numRuns: 60 },
  );
});

test("a byte that was changed is noticed, and nothing throws", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 18, max: packed.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const spoiled = packed.slice();
        spoiled[at] = spoiled[at]! ^ by;
        const { damage, badLines } = await read(pieces(spoiled, 4_000));
        expect(damage !== undefined || badLines > 0).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("any bytes give events and errors", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isPacked) => {
      const mark = isPacked ? [0x1f, 0x8b] : [];
      const trace = await read(pieces(Uint8Array.from([...mark, ...bytes]), 50));
      expect(trace.events).toEqual([]);
    }),
  );
});

test("a file that unpacks to far more than a trace is refused before it is unpacked", async () => {
  function* bomb() {
    yield* formatTrace(events.slice(0, 2)).split(/(?<=\n)/);
    for (let n = 0; n < 64; n += 1) yield " ".repeat(1024 ** 2 - 1) + "\n";
  }
  let unpacked = 0;
  const trace = await read(gzip(bomb()), {
    onPiece: () => {
      unpacked += 1;
    },
  });
  expect(trace.events).toEqual(events.slice(0, 2));
  expect(say(trace.damage!)).toContain("far more than any trace");
  expect(unpacked).toBeLessThan(2_000);
});

test("a text or a line over its limit ends the reading", async () => {
  const small = { ...traceLimits, text: 50_000 };
  expect(say((await read(pieces(plain, 1_000), { limits: small })).damage!)).toContain("far more");
  const line = { ...traceLimits, line: 40 };
  const { damage } = await read(pieces(plain, 1_000), { limits: line });
  expect(say(damage!)).toContain("longer than any event");
});

test("is stopped between two pieces, keeps what it has and takes no more of the file", async () => {
  const stop = new AbortController();
  let bytes = 0;
  const trace = await read(pieces(plain, 1_000), {
    signal: stop.signal,
    onPiece(taken) {
      bytes = taken;
      if (taken >= 20_000) stop.abort();
    },
  });
  expect(bytes).toBe(20_000);
  expect(trace.events).toEqual(events.slice(0, trace.events.length));
  expect(trace.events.length).toBeGreaterThan(100);
  expect(say(trace.damage!)).toContain(`stopped after ${trace.events.length} events`);
});

test("agrees with the reader of whole texts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.constantFrom("\r", "", '{"end":1}', JSON.stringify(events[0])),
        ),
      ),
      fc.integer({ min: 1, max: 20 }),
      async (lines, size) => {
        const text = lines.join("\n").replaceAll(/\p{Surrogate}/gu, "");
        const bytes = new TextEncoder().encode(text);
        if (bytes[0] === 0x1f) return;
        expect(await read(pieces(bytes, size))).toEqual(parseTrace(text));
      },
    ),
  );
});

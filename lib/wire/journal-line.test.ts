import { expect, test, vi } from "vitest";
import type { CaptureEvent } from "../event.ts";
import type { Channel } from "./channel.ts";
import { createBackground, type Background } from "./journal-port.ts";
import { memoryChannel } from "./memory.ts";
import { batch, event, readAll, seqs } from "./pack.fixture.ts";
import { createReader } from "./reader.ts";
import { createRelay } from "./relay.ts";

/** A background that keeps what it gets, and forgets nothing when it is stopped. */
function background() {
  const kept: CaptureEvent[] = [];
  const lines: Channel[] = [];
  const open = vi.fn((doc: string) => {
    const [mine, relays] = memoryChannel();
    lines.push(mine);
    const read = createReader();
    mine.onMessage((message) => {
      if (message.kind !== "batch") return;
      const last = kept.at(-1)?.seq ?? -1;
      kept.push(...read(message.packs).filter(({ seq }) => seq > last));
      mine.post({ kind: "ack", batch: message.batch });
    });
    const after = kept.at(-1)?.seq;
    queueMicrotask(() => mine.post({ kind: "attach", doc, ...(after !== undefined && { after }) }));
    return relays;
  });
  return { kept, lines, open };
}

/** A background that does not go. */
const there = (open: Background["open"]): Background => ({ open, isGone: () => false });

function attach(relay: ReturnType<typeof createRelay>) {
  const [panel, end] = memoryChannel();
  const got = readAll(panel);
  relay.connect(end);
  panel.post({ kind: "attach" });
  return { panel, got };
}

test("without a panel the journal gets everything; nothing is opened before there is something", async () => {
  const { kept, open } = background();
  const relay = createRelay(undefined, undefined, there(open));
  expect(open).not.toHaveBeenCalled();
  relay.take(batch(0, 1));
  await vi.waitFor(() => expect(seqs(kept)).toEqual([0, 1]));
  relay.take(batch(2));
  await vi.waitFor(() => expect(seqs(kept)).toEqual([0, 1, 2]));
  expect(open.mock.calls).toEqual([["d"]]);
});

test("a background that is stopped again and again misses nothing and doubles nothing", async () => {
  const { kept, lines, open } = background();
  const relay = createRelay(undefined, undefined, there(open));
  for (let seq = 0; seq < 20; seq += 1) {
    relay.take(batch(seq));
    if (seq % 5 === 0) lines.at(-1)?.close();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await vi.waitFor(() => expect(seqs(kept)).toEqual(Array.from({ length: 20 }, (_u, i) => i)));
});

test("a panel takes the journal's place, and gives it back", async () => {
  const { kept, lines, open } = background();
  const relay = createRelay(undefined, undefined, there(open));
  relay.take(batch(0));
  await vi.waitFor(() => expect(seqs(kept)).toEqual([0]));
  const closed = vi.fn();
  lines[0]?.onClose(closed);
  const { panel, got } = attach(relay);
  await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  relay.take(batch(1));
  await vi.waitFor(() => expect(seqs(got)).toEqual([0, 1]));
  expect(seqs(kept)).toEqual([0]);
  panel.close();
  await vi.waitFor(() => expect(seqs(kept)).toEqual([0, 1]));
});

test("a document that is left waits neither for credits nor for being asked", async () => {
  const [mine, relays] = memoryChannel();
  const got = readAll(mine, false);
  const relay = createRelay(
    undefined,
    undefined,
    there(() => relays),
  );
  relay.take(batch(0));
  relay.leave(true);
  for (let seq = 1; seq < 10; seq += 1) relay.take(batch(seq));
  await vi.waitFor(() => expect(seqs(got)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});

test.each([
  { name: "connecting fails", runtime: { id: "x", connect: () => fail() } },
  { name: "it has no id any more", runtime: { connect: vi.fn() } },
])("the page is told, once, when the extension has gone: $name", async ({ runtime }) => {
  const { page, got } = joined(createBackground(runtime));
  page.post({ kind: "events", events: [event(0)] });
  page.post({ kind: "events", events: [event(1)] });
  await vi.waitFor(() => expect(got.mock.calls).toEqual([[{ kind: "end" }]]));
});

test("a port that was opened while the extension went is never closed: the next event ends the taps", async () => {
  const [, relays] = memoryChannel();
  let gone = false;
  const { page, got } = joined({ open: () => relays, isGone: () => gone });
  page.post({ kind: "events", events: [event(0)] });
  await new Promise((resolve) => setImmediate(resolve));
  expect(got).not.toHaveBeenCalled();
  gone = true;
  page.post({ kind: "events", events: [event(1)] });
  await vi.waitFor(() => expect(got.mock.calls).toEqual([[{ kind: "end" }]]));
});

function fail(): never {
  throw new Error("Extension context invalidated.");
}

/** A relay with a page's end, and what the page was told. */
function joined(journal: Background) {
  const [page, relays] = memoryChannel();
  const got = vi.fn();
  page.onMessage(got);
  createRelay(undefined, undefined, journal).join(relays);
  return { page, got };
}

import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import type { Had } from "./gate.ts";
import { memoryChannel } from "./memory.ts";
import type { Message } from "./message.ts";
import { batch, event, events, readAll, seqs } from "./pack.fixture.ts";
import { pack } from "./pack.ts";
import { createRelay, type Relay } from "./relay.ts";

/** A panel that acknowledges what it gets unless told otherwise. */
async function attach(relay: Relay, had?: Had, acks = true) {
  const [panel, end] = memoryChannel();
  const got = readAll(panel, acks, had);
  relay.connect(end);
  panel.post({ kind: "attach", ...had });
  await turn();
  return { panel, got };
}
test("every panel gets what was before it and what comes after", async () => {
  const relay = createRelay();
  relay.take(batch(0, 2));
  const one = await attach(relay);
  relay.take(batch(3, 3));
  const two = await attach(relay);
  relay.take(batch(4, 4));
  await turn();
  expect(seqs(one.got)).toEqual([0, 1, 2, 3, 4]);
  expect(seqs(two.got)).toEqual([0, 1, 2, 3, 4]);
});

test("a panel that comes back gets what it has not acknowledged, another document's panel gets all", async () => {
  const relay = createRelay();
  relay.take(batch(0, 4));
  expect(seqs((await attach(relay, { doc: "d", after: 2 })).got)).toEqual([3, 4]);
  expect(seqs((await attach(relay, { doc: "other", after: 2 })).got)).toEqual([0, 1, 2, 3, 4]);
  expect(seqs((await attach(relay, { doc: "d", after: 99 })).got)).toEqual([]);
});

test("a panel that does not acknowledge gets no more than its credits, and the rest with its acks", async () => {
  const relay = createRelay();
  const { panel, got } = await attach(relay, undefined, false);
  for (let seq = 0; seq < 10; seq += 1) relay.take(batch(seq));
  await turn();
  expect(seqs(got)).toEqual([0, 1, 2, 3]);
  panel.post({ kind: "ack", batch: 0 });
  await turn();
  expect(seqs(got)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("what had to leave the queue is counted in a gap that is the same for everyone", async () => {
  const relay = createRelay({ events: 10, bytes: 1e9 });
  for (let seq = 0; seq < 25; seq += 1) relay.take(batch(seq));
  const { got } = await attach(relay);
  const again = await attach(relay);
  expect(got[0]).toMatchObject({ kind: "gap.drop", from: 0, to: 14, count: 15, seq: 14 });
  expect(seqs(got)).toEqual([14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  expect(again.got).toEqual(got);
});

test("events that the page itself dropped are a gap too, and one that is too large is kept alone", async () => {
  const relay = createRelay({ events: 10, bytes: 1_000 });
  const { got } = await attach(relay);
  relay.take(pack([event(0), event(3)]));
  await turn();
  relay.take(pack([event(7, "x".repeat(2_000))]));
  await turn();
  expect(got).toMatchObject([
    { seq: 0 },
    { from: 1, to: 2 },
    { seq: 3 },
    { from: 4, to: 6 },
    { seq: 7 },
  ]);
  expect(seqs((await attach(relay)).got)).toEqual([6, 7]);
});

test("a batch that no port would take is left out and told, and what follows it arrives", async () => {
  const relay = createRelay();
  const { got } = await attach(relay);
  relay.take(batch(0));
  relay.take(pack([event(1, "x".repeat(13 * 1024 * 1024))]));
  relay.take(batch(2));
  await turn();
  expect(got).toMatchObject([{ seq: 0 }, { kind: "gap.drop", from: 1, to: 1 }, { seq: 2 }]);
});

test("a million events in a burst cost the panel a queue's worth, and what it is not told is counted", async () => {
  let now = 0;
  let wake = () => {};
  const clock = { now: () => now, setTimeout: (run: () => void) => void (wake = run) };
  const relay = createRelay({ events: 20_000, bytes: 1e9 }, clock);
  const { got } = await attach(relay);
  for (let seq = 0; seq < 1_000_000; seq += 500) relay.take(batch(seq, seq + 499));
  for (let turns = 0; turns < 200; turns += 1) await turn();
  expect(got.length).toBeLessThanOrEqual(20_000 + 10);
  for (let second = 0; second < 3; second += 1) {
    now += 1_000;
    wake();
    for (let turns = 0; turns < 200; turns += 1) await turn();
  }
  const told = got.filter(({ kind }) => kind === "page.navigate").length;
  const counted = got.reduce((sum, each) => sum + (each.kind === "gap.drop" ? each.count : 0), 0);
  expect(told).toBeLessThanOrEqual(40_000);
  expect(told + counted).toBe(1_000_000);
  expect(got.at(-1)?.seq).toBe(999_999);
});

test("a panel that has gone is sent nothing", async () => {
  const relay = createRelay();
  const { panel, got } = await attach(relay);
  panel.close();
  await turn();
  relay.take(batch(0));
  await turn();
  expect(got).toEqual([]);
});

/** A page's end beside the relay, and what the relay posts to it. */
function joinPage(relay: Relay) {
  const [page, end] = memoryChannel();
  const got: Message[] = [];
  page.onMessage((message) => void got.push(message));
  relay.join(end);
  return { page, got };
}
function collectReplies(panel: Channel): Message[] {
  const got: Message[] = [];
  panel.onMessage((message) => {
    if (message.kind === "reply") got.push(message);
  });
  return got;
}
const ask = (number: number): Message => ({
  kind: "command",
  command: { kind: "source.ask", ask: number, url: "/a.js" },
});
const tell = (number: number): Message => ({
  kind: "reply",
  reply: { kind: "source.tell", ask: number, text: "x" },
});

test("a reply goes once, to the panel that asked, under its own number; it is never kept", async () => {
  const relay = createRelay();
  const { page, got } = joinPage(relay);
  const [one, two] = [await attach(relay), await attach(relay)];
  const replies = [collectReplies(one.panel), collectReplies(two.panel)];
  one.panel.post(ask(7));
  two.panel.post(ask(7));
  await turn();
  expect(got.filter(({ kind }) => kind === "command")).toEqual([ask(0), ask(1)]);
  for (const message of [tell(1), tell(1), tell(5)]) page.post(message);
  await turn();
  expect(replies).toEqual([[], [tell(7)]]);
  const later = await attach(relay);
  expect([one.got, two.got, later.got]).toEqual([[], [], []]);
});

test("a page can neither command nor reach a panel but by events and replies", async () => {
  const relay = createRelay();
  const { page, got } = joinPage(relay);
  const { panel } = await attach(relay);
  const seen: Message[] = [];
  panel.onMessage((message) => void seen.push(message));
  for (const message of [ask(0), { kind: "hello" } as const, tell(0)]) page.post(message);
  await turn();
  expect([got, seen]).toEqual([[{ kind: "watched", on: true }], []]);
});

test("a question is refused while there are no taps, and forgotten with its panel", async () => {
  const relay = createRelay();
  const { panel } = await attach(relay);
  const replies = collectReplies(panel);
  panel.post(ask(3));
  await turn();
  expect(replies).toMatchObject([{ reply: { kind: "ask.fail", ask: 3 } }]);
  const { page } = joinPage(relay);
  panel.post(ask(4));
  await turn();
  panel.close();
  await turn();
  page.post(tell(0));
  await turn();
  expect(replies).toHaveLength(1);
});

test("the page is told when the first panel comes and when the last one has gone", async () => {
  const relay = createRelay();
  const early = await attach(relay);
  const { got } = joinPage(relay);
  const later = await attach(relay);
  early.panel.close();
  await turn();
  expect(got).toEqual([{ kind: "watched", on: true }]);
  later.panel.close();
  await turn();
  await attach(relay);
  expect(got.slice(1)).toEqual([
    { kind: "watched", on: false },
    { kind: "watched", on: true },
  ]);
});

test("the relay reads nothing of what it carries: what a page says is kept as it came", async () => {
  const relay = createRelay();
  const { page } = joinPage(relay);
  const packed = { ...batch(1), text: "no JSON" };
  for (const each of [batch(0), packed, batch(2)]) page.post({ kind: "packed", packed: each });
  const [panel, end] = memoryChannel();
  const got: Message[] = [];
  panel.onMessage((message) => void got.push(message));
  relay.connect(end);
  await turn();
  panel.post({ kind: "attach" });
  await turn();
  expect(got).toContainEqual({ kind: "batch", batch: 0, packs: [batch(0), packed, batch(2)] });
});

test("a page whose JSON is not what it says sends events", async () => {
  const relay = createRelay();
  const { page } = joinPage(relay);
  const { got } = await attach(relay);
  page.post({ kind: "events", events: events(0, 3) });
  await turn();
  expect(got).toEqual(events(0, 3));
});

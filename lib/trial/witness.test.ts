import { expect, test } from "vitest";
import { heard, START } from "./trial.fixture.ts";
import { createWitness } from "./witness.ts";

const socket = (ms: number, open: boolean) =>
  heard(
    ms,
    open
      ? { kind: "socket.open", socket: 1 }
      : { kind: "socket.close", socket: 1, code: 1006, reason: "", clean: false },
  );

test("a connection is lost from its close until the next one is open", () => {
  const closed = socket(20, false);
  const events = [socket(10, true), closed, socket(30, true)];
  const witness = createWitness()(events);
  const lost = [5, 15, 25, 35].map((ms) => witness.lostAt("doc", START + ms)?.id);
  expect(lost).toEqual([undefined, undefined, closed.id, undefined]);
});

test("only GETs of the job API are its asks", () => {
  const get = (ms: number, method: string, url: string) =>
    heard(ms, { kind: "fetch.start", fetch: ms, method, url });
  const witness = createWitness()([
    get(1, "GET", "http://localhost/api/fal-jobs/req-1"),
    get(2, "POST", "http://localhost/api/fal-jobs/req-1"),
    get(3, "GET", "http://localhost/api/fal-jobs/req-1/more"),
    get(4, "GET", "http://localhost/api/projects/p"),
  ]);
  expect(witness.asks("doc", START, START + 9)).toHaveLength(1);
  expect(witness.asks("other", START, START + 9)).toHaveLength(0);
});

test("it is the same until it hears something that the checklist looks at", () => {
  const read = createWitness();
  const events = [socket(10, true)];
  const first = read(events);
  events.push(heard(20, { kind: "page.visibility", state: "hidden" }));
  expect(read(events)).toBe(first);
  events.push(socket(30, false));
  expect(read(events)).not.toBe(first);
  expect(read(events).get(events[1]!.id)).toBe(events[1]);
});

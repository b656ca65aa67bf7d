import { expect, test } from "vitest";
import { missWatcher } from "./misses.ts";

const message = () => ({
  type: "broadcast",
  event: "UPDATE",
  payload: {
    operation: "UPDATE",
    record: { id: "j", request_id: "r" },
    old_record: { id: "j" },
  } as Record<string, unknown>,
});
const read = (object: unknown, ...path: string[]): unknown =>
  path.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], object);

function missesOf(given: object, handle: (given: object) => void): string[] {
  const stop = missWatcher(() => 0)(given);
  handle(given);
  return stop();
}

test("what is asked for in vain is named by its path, what is there is not", () => {
  const misses = missesOf(message(), (given) => {
    read(given, "new", "id");
    read(given, "payload", "type");
    read(given, "payload", "record", "request_id");
    read(given, "payload", "record", "requestId");
    read(given, "payload", "old_record", "status");
    expect("new" in (given as { payload: object }).payload).toBe(false);
  });
  expect(misses).toEqual([
    "new",
    "payload.type",
    "payload.record.requestId",
    "payload.old_record.status",
    "payload.new",
  ]);
});

test("a row without an envelope is watched where it is", () => {
  const given = { eventType: "UPDATE", new: { id: "j" }, old: {} };
  const misses = missesOf(given, () => {
    read(given, "payload", "record");
    read(given, "new", "requestId");
  });
  expect(misses).toEqual(["payload", "new.requestId"]);
});

test("questions of engines and libraries are no misses, and there is a limit", async () => {
  const misses = missesOf(message(), (given) => {
    for (const name of ["then", "toJSON", "$$typeof", "@@iterator", "hasOwnProperty"]) {
      read(given, name);
    }
    JSON.stringify(given);
    structuredClone(given);
    for (let index = 0; index < 30; index += 1) read(given, `field${index}`);
  });
  expect(misses).toHaveLength(20);
  expect(misses[0]).toBe("field0");
});

/** The ways in which lodash, immer, redux and React tell a plain object. */
const plainTests: Record<string, (value: object) => boolean> = {
  lodash(value) {
    const prototype = Object.getPrototypeOf(value) as object;
    const constructor: unknown =
      Object.hasOwn(prototype, "constructor") && Reflect.get(prototype, "constructor");
    return typeof constructor === "function" && String(constructor) === String(Object);
  },
  immer(value) {
    const prototype = Object.getPrototypeOf(value) as object;
    return Object.hasOwn(prototype, "constructor") && prototype.constructor === Object;
  },
  redux(value) {
    let base = value;
    while (Object.getPrototypeOf(base) !== null) base = Object.getPrototypeOf(base) as object;
    return Object.getPrototypeOf(value) === base;
  },
  react: (value) =>
    Object.getPrototypeOf(Object.getPrototypeOf(value)) === null &&
    Object.prototype.toString.call(value) === "[object Object]",
};

test.each(Object.entries(plainTests))(
  "while it is watched %s takes it as plain",
  (_name, isPlain) => {
    missesOf(message(), (given) => {
      for (const value of [given, read(given, "payload"), read(given, "payload", "record")]) {
        expect(isPlain(value as object)).toBe(true);
      }
    });
  },
);

test("a handler sees, copies and changes the message as ever", () => {
  const plain = message();
  const { payload } = plain;
  missesOf(plain, (given) => {
    expect(given).toBe(plain);
    expect(Object.keys(payload)).toEqual(["operation", "record", "old_record"]);
    const names: string[] = [];
    for (const name in payload) names.push(name);
    expect(names).toEqual(Object.keys(payload));
    payload.added = 1;
    expect({ ...payload }).toMatchObject({ added: 1 });
    expect(Object.hasOwn(payload, "added")).toBe(true);
    expect(String(payload)).toBe("[object Object]");
  });
  for (const value of [plain, payload, payload.record]) {
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  }
});

test("what the handler gave another prototype stays so, and what is not plain is not touched", () => {
  class Row {
    id = 1;
  }
  const given = { ...message(), payload: { record: new Row(), old_record: Object.freeze({}) } };
  const other = {};
  const misses = missesOf(given, () => {
    Object.setPrototypeOf(given, other);
    read(given, "payload", "record", "name");
    read(given, "payload", "old_record", "id");
  });
  expect(misses).toEqual([]);
  expect(Object.getPrototypeOf(given)).toBe(other);
  expect(Object.getPrototypeOf(given.payload.record)).toBe(Row.prototype);
});

test("after a handler froze a message nothing is noted any more and none is watched", () => {
  const watch = missWatcher(() => 0);
  const frozen = message();
  const stop = watch(frozen);
  Object.freeze(frozen.payload);
  read(frozen, "payload", "early");
  expect(stop()).toEqual(["payload.early"]);
  expect(read(frozen, "payload", "late")).toBeUndefined();
  expect(stop()).toEqual(["payload.early"]);
  const next = message();
  const stopNext = watch(next);
  expect(Object.getPrototypeOf(next)).toBe(Object.prototype);
  read(next, "payload", "new");
  expect(stopNext()).toEqual([]);
});

test("in a storm only the first hundred of a second are watched", () => {
  let time = 0;
  const watch = missWatcher(() => time);
  const isWatched = () => {
    const given = message();
    const stop = watch(given);
    read(given, "new");
    return stop().length === 1;
  };
  const count = () => Array.from({ length: 150 }, isWatched).filter(Boolean).length;
  expect(count()).toBe(100);
  time = 999;
  expect(count()).toBe(0);
  time = 1_000;
  expect(count()).toBe(100);
});

test("a message within the handler of another one is left alone", () => {
  const watch = missWatcher(() => 0);
  const stop = watch(message());
  const inner = message();
  const stopInner = watch(inner);
  read(inner, "new");
  expect([stopInner(), stop()]).toEqual([[], []]);
});

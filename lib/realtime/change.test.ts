import { expect, test } from "vitest";
import { readChange } from "./change.ts";

const record = { id: "j", status: "completed" };
const old = { id: "j", status: "pending" };

test("broadcast_changes, with and without its envelope", () => {
  const inner = {
    operation: "UPDATE",
    table: "fal_jobs",
    schema: "public",
    record,
    old_record: old,
    _debug: { triggerName: "t" },
  };
  const expected = {
    operation: "UPDATE",
    table: "fal_jobs",
    schema: "public",
    record,
    oldRecord: old,
    debug: { triggerName: "t" },
    shape: "broadcast_changes",
  };
  expect(readChange(inner)).toEqual(expected);
  expect(readChange({ type: "broadcast", event: "UPDATE", payload: inner })).toEqual(expected);
});

test("postgres_changes on the wire and in a callback", () => {
  const about = { table: "fal_jobs", schema: "public", commit_timestamp: "2026-11-23T23:48:44Z" };
  const expected = {
    operation: "DELETE",
    table: "fal_jobs",
    schema: "public",
    record: null,
    oldRecord: { id: "j" },
    committedAt: "2026-11-23T23:48:44Z",
    shape: "postgres_changes",
  };
  const wire = { data: { ...about, type: "DELETE", old_record: { id: "j" } }, ids: [1] };
  expect(readChange(wire)).toEqual(expected);
  const callback = { ...about, eventType: "DELETE", new: {}, old: { id: "j" }, errors: null };
  expect(readChange(callback)).toEqual(expected);
});

test("the app's own shape", () => {
  expect(readChange({ type: "INSERT", new: record })).toEqual({
    operation: "INSERT",
    record,
    oldRecord: null,
    shape: "own",
  });
});

test("the envelope's event stands in for a missing operation, never for another one", () => {
  const envelope = (payload: object) => ({ type: "broadcast", event: "insert", payload });
  expect(readChange(envelope({ record }))).toMatchObject({ operation: "INSERT", record });
  expect(readChange(envelope({ operation: "TRUNCATE", record }))).toBeNull();
});

test("anything else is no change", () => {
  for (const value of [null, undefined, 3, "x", [], {}, { type: "broadcast" }, { record }]) {
    expect(readChange(value)).toBeNull();
  }
});

import { expect, test } from "vitest";
import { readChange } from "../../realtime/change.ts";
import type { Message } from "../../realtime/frame.ts";
import { isOlder } from "./freshness.ts";
import { jobChangeOf, Shape } from "./shape.ts";

const options = { jobTable: "fal_jobs", jobTopic: "fal_jobs:" };
const row = { id: "j", requestId: "r", input: { _metadata: { nodeId: "n" } } };
const insert = { operation: "INSERT", record: row, old: null } as const;

const message = (event: string, payload: unknown): Message => ({
  ...{ joinRef: null, ref: null, topic: "realtime:fal_jobs:ada" },
  event,
  payload,
});

/** A shape that has seen this. */
const learned = (given: Message) => {
  const shape = new Shape(options);
  const change = jobChangeOf(given, options);
  if (change) shape.learn(given, change);
  return shape;
};

test("until a change was seen it is as a database broadcasts it, in snake_case", () => {
  const { event, payload } = new Shape(options).make(insert);
  expect(event).toBe("INSERT");
  expect(payload).toMatchObject({
    table: "fal_jobs",
    schema: "public",
    operation: "INSERT",
    record: { id: "j", request_id: "r", input: { _metadata: { nodeId: "n" } } },
    old_record: null,
  });
});

test("columns are named as the page's own rows name them", () => {
  const record = { id: "j", requestId: "r" };
  const seen = message("broadcast", { event: "INSERT", payload: { operation: "INSERT", record } });
  expect(learned(seen).make(insert).payload).toMatchObject({ record: { requestId: "r" } });
});

test.each([
  [
    "postgres_changes",
    { ids: [7], data: { type: "INSERT", table: "fal_jobs", record: { id: "1" } } },
  ],
  ["broadcast", { event: "INSERT", payload: { type: "INSERT", new: { id: "1" }, old: null } }],
])("a page that gets %s gets the same, which is read as the same change", (event, payload) => {
  const made = learned(message(event, payload)).make(insert);
  const whole =
    made.event === "postgres_changes"
      ? made.payload
      : { type: "broadcast", event: made.event, payload: made.payload };
  expect(readChange(whole)).toMatchObject({ operation: "INSERT", record: { id: "j" } });
  if (event === "postgres_changes") expect(made.payload).toMatchObject({ ids: [7] });
});

test("a change of another table on another topic is none of a job", () => {
  const payload = { operation: "UPDATE", table: "projects", record: { id: "p" } };
  const other = {
    ...message("broadcast", { event: "UPDATE", payload }),
    topic: "realtime:project:p",
  };
  expect(jobChangeOf(other, options)).toBeUndefined();
});

const node = (url: string) => ({ content: { nodes: [{ id: "n", data: { generated: { url } } }] } });

test.each([
  [
    "an older time",
    { updated_at: "2026-01-01T00:00:00Z" },
    { updated_at: "2026-01-01T00:00:01Z" },
    true,
  ],
  [
    "the same time, in the other case",
    { updatedAt: "2026-01-01" },
    { updated_at: "2026-01-01" },
    false,
  ],
  ["a picture missing", node("a"), node("b"), true],
  ["the same picture", node("b"), node("b"), false],
  ["nothing to tell by", {}, {}, false],
])("an answer with %s is older: %o, %o, %s", (_name, answer, record, expected) => {
  expect(isOlder(answer, record)).toBe(expected);
});

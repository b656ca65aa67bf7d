import { afterEach, expect, test } from "vitest";
import { messageOf, reasonOf, stackOf } from "./reason.ts";

const raise = () => {
  throw new Error("code of the page ran");
};
class Own extends Error {
  override get message(): string {
    return raise();
  }
}

test.each<[string, unknown, string, string]>([
  ["an error", new RangeError("far"), "far", "RangeError: far"],
  ["an error without a message", new TypeError(), "", "TypeError"],
  [
    "an exception of the browser",
    new DOMException("gone", "AbortError"),
    "gone",
    "AbortError: gone",
  ],
  ["a text", "why", "why", "why"],
  ["nothing", undefined, "undefined", "undefined"],
  ["a symbol", Symbol("a"), "Symbol(a)", "Symbol(a)"],
  [
    "an object",
    { a: 1, toString: raise },
    '{"a":1,"toString":"[function]"}',
    '{"a":1,"toString":"[function]"}',
  ],
  ["an object without a prototype", Object.create(null), "{}", "{}"],
  ["an error whose message is a getter", new Own("x"), "x", "Error: x"],
  ["a function", raise, String(raise), String(raise)],
])("%s is told without its own code", (_name, value, message, reason) => {
  expect([messageOf(value), reasonOf(value)]).toEqual([message, reason]);
});

const { prepareStackTrace } = Error;
afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

test("a stack is told unless the page formats stacks", () => {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  expect(stackOf(new Error("here"))).toMatch(/^Error: here\n {4}at /);
  expect(stackOf({ stack: "forged" })).toBeUndefined();
  const error = new Error("getter");
  Object.defineProperty(error, "stack", { get: raise });
  expect(stackOf(error)).toBeUndefined();
  Error.prepareStackTrace = raise;
  expect(stackOf(new Error("formatted"))).toBeUndefined();
});

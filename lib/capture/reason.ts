/** What an error, or whatever else was thrown, says of itself: read without running code of the page. */
import { boundedJson } from "./json.ts";
import { attempt, Error, getter, Reflect, valueOf } from "./natives.ts";

/** Longest text of what is no error, in UTF-16 units. */
const CAP = 1_024;

const { DOMException } = globalThis;
const messageOfException = getter<string>(DOMException, "message");
const nameOfException = getter<string>(DOMException, "name");
/** Where the engine keeps `stack`: an accessor of its own on each error, or a value. */
const nativeStack = Reflect.getOwnPropertyDescriptor(new Error("probe"), "stack")?.get;

/** A proxy may raise when it is asked what it is. */
const isError = (value: unknown): value is object =>
  attempt(() => value instanceof Error || value instanceof DOMException) === true;

/** The message of an error; anything else as text. */
export function messageOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isError(value)) return attempt(() => plainText(value)) ?? "(unreadable)";
  const read =
    value instanceof DOMException ? messageOfException(value) : valueOf(value, "message");
  return typeof read === "string" ? read : "";
}

/** `Name: message` of an error, as it would print itself; anything else as text. */
export function reasonOf(value: unknown): string {
  const message = messageOf(value);
  if (!isError(value)) return message;
  const read = value instanceof DOMException ? nameOfException(value) : valueOf(value, "name");
  const name = typeof read === "string" ? read : "Error";
  return message === "" ? name : `${name}: ${message}`;
}

const plainText = (value: unknown): string =>
  typeof value === "object" && value !== null ? boundedJson(value, CAP) : globalThis.String(value);

/** Whether the page formats stacks itself: then the first to read one would run its code. */
export const isFormatted = (): boolean => typeof valueOf(Error, "prepareStackTrace") === "function";

/** The stack of an error, unless to read it would run the page's code. */
export function stackOf(value: unknown): string | undefined {
  if (!isError(value) || isFormatted()) return undefined;
  const own = attempt(() => Reflect.getOwnPropertyDescriptor(value, "stack"));
  const read = own?.get && own.get === nativeStack ? Reflect.apply(own.get, value, []) : own?.value;
  return typeof read === "string" ? read : undefined;
}

/**
 * Reads the arguments of `fetch` without consuming anything of them and without running code of the page: of an accessor,
 * an iterator or a `toString` nothing is read.
 */
import { map } from "./list.ts";
import {
  Array,
  FormData,
  getter,
  Headers,
  JSON,
  method as methodOf,
  Object,
  Reflect,
  Request,
  URL,
  URLSearchParams,
  valueOf,
  type AbortSignal,
} from "./natives.ts";

export interface ReadRequest {
  method: string;
  /** Absolute. */
  url: URL;
  /** The Next-Action id. */
  action?: string;
  body?: string | undefined;
}

export type Input = Parameters<typeof fetch>[0];
export type Init = RequestInit | undefined;

const ACTION = "next-action";

const hrefOf = getter<string>(URL, "href");
/** What a Request says of itself. */
export const requested = {
  url: getter<string>(Request, "url"),
  method: getter<string>(Request, "method"),
  headers: getter<Headers>(Request, "headers"),
  signal: getter<AbortSignal>(Request, "signal"),
  bodyUsed: getter<boolean>(Request, "bodyUsed"),
};
const getHeader = methodOf<string | null>(Headers, "get");
const entriesOf = methodOf<Iterable<[string, FormDataEntryValue]>>(FormData, "entries");
const queryOf = methodOf<string>(URLSearchParams, "toString");

/** The URL as given. Of anything but text, URL and Request nothing is read: that could run the page's code. */
export function readAddress(input: Input): string | undefined {
  if (typeof input === "string") return input;
  if (input instanceof Request) return requested.url(input);
  return input instanceof URL ? hrefOf(input) : undefined;
}

/** A field of the settings; undefined where it is an accessor. */
const given = (init: Init, name: keyof RequestInit): unknown =>
  typeof init === "object" && init !== null ? valueOf(init, name) : undefined;

/** In capitals, as a request for which that matters has it. */
export function readMethod(input: Input, init: Init): string {
  const method =
    given(init, "method") ?? (input instanceof Request ? requested.method(input) : "GET");
  return typeof method === "string" ? method.toUpperCase() : "GET";
}

/** What a call of `fetch(input, init)` asks for, or undefined when it cannot be told. */
export function readRequest(input: Input, init: Init, base: string): ReadRequest | undefined {
  const address = readAddress(input);
  if (address === undefined || !URL.canParse(address, base)) return undefined;
  const request = input instanceof Request ? input : undefined;
  const action =
    readHeader(given(init, "headers"), ACTION) ??
    (request && readHeader(requested.headers(request), ACTION));
  return {
    method: readMethod(input, init),
    url: new URL(address, base),
    ...(action !== undefined && { action }),
  };
}

/** What a call's headers say of who asks. */
export function readCredentials(
  input: Input,
  init: Init,
): [string | undefined, string | undefined] {
  const headers =
    given(init, "headers") ?? (input instanceof Request ? requested.headers(input) : undefined);
  return [readHeader(headers, "authorization"), readHeader(headers, "apikey")];
}

/** The signal that ends the call, if it was given one. */
export function readSignal(input: Input, init: Init): AbortSignal | undefined {
  const signal = given(init, "signal");
  if (signal !== undefined) return (signal ?? undefined) as AbortSignal | undefined;
  return input instanceof Request ? requested.signal(input) : undefined;
}

/** Iterators are left alone: reading one would take the page's headers away. */
function readHeader(headers: unknown, name: string): string | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  if (headers instanceof Headers) return getHeader(headers, name) ?? undefined;
  if (Array.isArray(headers)) {
    for (const pair of headers as unknown[]) {
      if (!Array.isArray(pair) || !isNamed(pair[0], name)) continue;
      return typeof pair[1] === "string" ? pair[1] : undefined;
    }
    return undefined;
  }
  if (!isPlain(headers)) return undefined;
  for (const key of Object.keys(headers)) {
    if (!isNamed(key, name)) continue;
    const value = Reflect.getOwnPropertyDescriptor(headers, key)?.value as unknown;
    return typeof value === "string" ? value : undefined;
  }
  return undefined;
}

const isNamed = (key: unknown, name: string) =>
  typeof key === "string" && key.length === name.length && key.toLowerCase() === name;

export const isPlain = (value: object) => {
  const prototype = Reflect.getPrototypeOf(value);
  return prototype === null || prototype === plain;
};
const plain = Object.prototype;

/** Text as it is; a form as JSON pairs, with a file's size in place of its content. */
export function readBody(init: Init): string | undefined {
  const body = given(init, "body");
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return queryOf(body);
  if (!(body instanceof FormData)) return undefined;
  const describe = (value: FormDataEntryValue) =>
    typeof value === "string" ? value : `[file of ${value.size} bytes]`;
  return JSON.stringify(map([...entriesOf(body)], ([name, value]) => [name, describe(value)]));
}

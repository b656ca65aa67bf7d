/** Reads the arguments of `fetch` without consuming anything of them. */

export interface ReadRequest {
  method: string;
  /** Absolute. */
  url: URL;
  /** The Next-Action id. */
  action?: string;
  body?: string | undefined;
}

type Input = Parameters<typeof fetch>[0];
type Init = RequestInit | undefined;

const ACTION = "next-action";

/** The URL as given. Of anything but text, URL and Request nothing is read: that could run the page's code. */
export function readAddress(input: Input): string | undefined {
  if (typeof input === "string") return input;
  if (input instanceof Request) return input.url;
  return input instanceof URL ? input.href : undefined;
}

/** What a call of `fetch(input, init)` asks for, or undefined when it cannot be told. */
export function readRequest(input: Input, init: Init, base: string): ReadRequest | undefined {
  const address = readAddress(input);
  if (address === undefined || !URL.canParse(address, base)) return undefined;
  const request = input instanceof Request ? input : undefined;
  const url = new URL(address, base);
  const method = String(init?.method ?? request?.method ?? "GET").toUpperCase();
  const action = readHeader(init?.headers, ACTION) ?? request?.headers.get(ACTION) ?? undefined;
  return { method, url, ...(action !== undefined && { action }) };
}

/** What a call's headers say of who asks. */
export function readCredentials(
  input: Input,
  init: Init,
): [string | undefined, string | undefined] {
  const headers = init?.headers ?? (input instanceof Request ? input.headers : undefined);
  return [readHeader(headers, "authorization"), readHeader(headers, "apikey")];
}

/** Iterators are left alone: reading one would take the page's headers away. */
function readHeader(headers: HeadersInit | undefined, name: string): string | undefined {
  if (!headers) return undefined;
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const prototype = Object.getPrototypeOf(headers) as unknown;
  if (!Array.isArray(headers) && prototype !== Object.prototype && prototype !== null) {
    return undefined;
  }
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.find(([key]) => String(key).toLowerCase() === name)?.[1];
}

/** Text as it is; a form as JSON pairs, with a file's size in place of its content. */
export function readBody(body: RequestInit["body"]): string | undefined {
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (!(body instanceof FormData)) return undefined;
  const describe = (value: FormDataEntryValue) =>
    typeof value === "string" ? value : `[file of ${value.size} bytes]`;
  return JSON.stringify(Array.from(body, ([name, value]) => [name, describe(value)]));
}

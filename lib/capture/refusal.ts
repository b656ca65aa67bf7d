/** Whether the browser will refuse a call of `fetch` at once: then its promise is rejected before anybody can have it. */
import {
  Array,
  AbortSignal,
  attempt,
  getter,
  Headers,
  Object,
  Reflect,
  Request,
} from "./natives.ts";
import { isPlain, readAddress, readSignal, requested, type Init, type Input } from "./request.ts";

const { ReadableStream } = globalThis;
const isAborted = getter<boolean>(AbortSignal, "aborted");
const reasonOfSignal = getter<unknown>(AbortSignal, "reason");

/** Settings that a Request is made of at once, in plain values. */
function plainSettings(init: Init): Record<string, unknown> | undefined {
  const settings: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (init === undefined || init === null) return settings;
  if (typeof init !== "object" || !isPlain(init)) return undefined;
  for (const key of Object.keys(init)) {
    const own = Reflect.getOwnPropertyDescriptor(init, key);
    if (!own || own.get) return undefined;
    settings[key] = own.value as unknown;
  }
  return settings;
}

/** Whether headers can be read twice, and reading them runs nothing. */
function areHarmless(headers: unknown): boolean {
  if (headers === undefined || headers instanceof Headers) return true;
  if (typeof headers !== "object" || headers === null) return true;
  const isText = (object: object, key: PropertyKey) =>
    typeof Reflect.getOwnPropertyDescriptor(object, key)?.value !== "object" &&
    !Reflect.getOwnPropertyDescriptor(object, key)?.get;
  if (!Array.isArray(headers) && !isPlain(headers)) return false;
  for (const key of Reflect.ownKeys(headers)) {
    // An iterator of its own.
    if (typeof key === "symbol") return false;
    const value = Reflect.getOwnPropertyDescriptor(headers, key)?.value as unknown;
    const isHarmless = Array.isArray(value)
      ? isText(value, 0) && isText(value, 1)
      : isText(headers, key);
    if (!isHarmless) return false;
  }
  return true;
}

/**
 * Why the browser will refuse this call at once, as it would say; undefined if it will not, `"odd"` if only the call
 * itself can tell. Where nothing is to be read twice, a Request of the same settings says it.
 */
export function readRefusal(input: Input, init: Init): { reason: unknown } | "odd" | undefined {
  const settings = plainSettings(init);
  const signal = readSignal(input, init) as { aborted?: boolean; reason?: unknown } | undefined;
  const address = readAddress(input);
  if (!settings || address === undefined || !areHarmless(settings["headers"])) return "odd";
  const { body } = settings;
  if (body instanceof ReadableStream) settings["body"] = new ReadableStream();
  else if (typeof body === "object" && body !== null) settings["body"] = "";
  if (input instanceof Request) {
    settings["method"] ??= requested.method(input);
    if (requested.bodyUsed(input) && (body === undefined || body === null)) {
      return { reason: "TypeError: the body of the Request has been read already" };
    }
  }
  delete settings["signal"];
  try {
    Reflect.construct(Request, [address, settings]);
  } catch (error) {
    return { reason: error };
  }
  if (!signal) return undefined;
  // One of another realm is no instance of this one's class, and as good.
  const aborted = attempt(() => isAborted(signal));
  if (aborted === undefined) return { reason: "TypeError: no AbortSignal" };
  return aborted ? { reason: reasonOfSignal(signal) } : undefined;
}

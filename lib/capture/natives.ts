/**
 * The built-ins that the taps use, as they were when this module ran: before any script of the page. A page may replace
 * its own at any time, by a wrapper that counts, by a fake clock, by one that raises; what is imported from here shadows
 * the global of the same name and never runs the page's code. Arrays have no such stand-in: see `list.ts`.
 */

type Method = (this: never, ...args: never[]) => unknown;

const copy = <T extends object>(namespace: T): T =>
  globalThis.Object.defineProperties(
    globalThis.Object.create(null),
    globalThis.Object.getOwnPropertyDescriptors(namespace) as PropertyDescriptorMap,
  ) as T;

export const Reflect = copy(globalThis.Reflect);
export const JSON = copy(globalThis.JSON);
export const Object = copy(globalThis.Object);
export const Array = copy(globalThis.Array);
export const { Proxy, WeakRef, Request, Response, URL, URLSearchParams, Headers, FormData } =
  globalThis;
export const { Error, Promise, TextDecoder, AbortSignal, Blob, ArrayBuffer, Uint8Array } =
  globalThis;
export type URL = globalThis.URL;
export type Response = globalThis.Response;
export type AbortSignal = globalThis.AbortSignal;
export type WeakRef<T extends WeakKey> = globalThis.WeakRef<T>;

/** Gives `made` the methods of its parent as they are now, and no prototype in which they could change. */
function harden(made: { prototype: object }, native: { prototype: object }): void {
  for (const key of Reflect.ownKeys(native.prototype)) {
    const own = Reflect.getOwnPropertyDescriptor(native.prototype, key);
    if (own && key !== "constructor") Reflect.defineProperty(made.prototype, key, own);
  }
  Reflect.setPrototypeOf(made.prototype, null);
}

class OwnMap<K, V> extends globalThis.Map<K, V> {}
class OwnSet<T> extends globalThis.Set<T> {}
class OwnWeakMap<K extends WeakKey, V> extends globalThis.WeakMap<K, V> {}
class OwnWeakSet<T extends WeakKey> extends globalThis.WeakSet<T> {}
harden(OwnMap, globalThis.Map);
harden(OwnSet, globalThis.Set);
harden(OwnWeakMap, globalThis.WeakMap);
harden(OwnWeakSet, globalThis.WeakSet);
export { OwnMap as Map, OwnSet as Set, OwnWeakMap as WeakMap, OwnWeakSet as WeakSet };

/** The method `name` of `owner`'s prototype, for any `self`. Undefined where there is no such class. */
export function method<R>(owner: { prototype: object } | undefined, name: string) {
  const native = owner && (Reflect.get(owner.prototype, name) as Method | undefined);
  return (self: object, ...args: unknown[]): R =>
    Reflect.apply(
      native ?? (Reflect.get(self, name) as Method),
      self as never,
      args as never[],
    ) as R;
}

/** The getter `name` of `owner`'s prototype, for any `self`. */
export function getter<R>(owner: { prototype: object } | undefined, name: string) {
  const native = owner && Reflect.getOwnPropertyDescriptor(owner.prototype, name)?.get;
  return (self: object): R =>
    (native ? Reflect.apply(native, self, []) : Reflect.get(self, name)) as R;
}

/** What `work` gives, or undefined where what it reads of the page raises. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** How far up a chain of prototypes a property is looked for. */
const CHAIN = 10;

/** The value of a property, own or inherited, that is no accessor: nothing of the page runs, but for the traps of a proxy. */
export function valueOf(object: object, key: PropertyKey): unknown {
  let at: object | null = object;
  for (let count = 0; at && count < CHAIN; count += 1) {
    const own: PropertyDescriptor | undefined = Reflect.getOwnPropertyDescriptor(at, key);
    if (own) return own.value as unknown;
    at = Reflect.getPrototypeOf(at);
  }
  return undefined;
}

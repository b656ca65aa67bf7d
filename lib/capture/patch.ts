/** The only way in which a tap may change something of the page, and the only way back. */
import { Object, Proxy, Reflect, WeakMap } from "./natives.ts";

type Target = object;

/** What stands for what, so that a replacement can show its original's source text. */
const originals = new WeakMap<object, object>();

/** Lets `replacement`, which stands for a function of the page outside of a patch, show that function's source text. */
export function standFor<T extends object>(replacement: T, original: object): T {
  originals.set(replacement, original);
  return replacement;
}

/** The function that a patch replaced by `replacement`, or `replacement` itself. */
function originalOf<T>(replacement: T): T {
  const known = typeof replacement === "function" ? originals.get(replacement) : undefined;
  return known ? (known as T) : replacement;
}

/**
 * Replaces `target[key]` by what `make` returns for the original, keeping the property's kind and attributes; an
 * inherited property is shadowed by one that is not enumerable. Returns the way back: it restores the exact
 * descriptor, and only if the property is still ours. When somebody has patched on top it does nothing, so a
 * replacement must by itself do nothing once its tap is off.
 */
export function patch<T>(target: Target, key: PropertyKey, make: (original: T) => T): () => void {
  const own = Reflect.getOwnPropertyDescriptor(target, key);
  const original = Reflect.get(target, key) as T;
  const replacement = make(original);
  if (typeof replacement === "function") originals.set(replacement, original as object);
  const ours = describe(own, original, replacement);
  Object.defineProperty(target, key, ours);
  return () => {
    const now = Reflect.getOwnPropertyDescriptor(target, key);
    if (!now || now.value !== ours.value || now.get !== ours.get) return;
    // What has been frozen since stays, and so do the others that are to be restored.
    if (own) Reflect.defineProperty(target, key, own);
    else Reflect.deleteProperty(target, key);
  };
}

function describe<T>(
  own: PropertyDescriptor | undefined,
  original: T,
  value: T,
): PropertyDescriptor {
  if (!own) return { value, writable: true, enumerable: false, configurable: true };
  if (!own.get) return { ...own, value };
  const get = new Proxy(own.get, {
    apply(read, self, args) {
      const now = Reflect.apply(read, self, args) as unknown;
      // Somebody may have set another, and then it is theirs.
      return now === original ? value : now;
    },
  });
  originals.set(get, own.get);
  return { ...own, get };
}

/**
 * Defines an accessor that is not there yet, not enumerable. Returns the way back, which removes it only if it is
 * still ours.
 */
export function define(
  target: Target,
  key: PropertyKey,
  accessor: { get: () => unknown; set: (this: object, value: unknown) => void },
): () => void {
  Object.defineProperty(target, key, { ...accessor, configurable: true, enumerable: false });
  return () => {
    if (Reflect.getOwnPropertyDescriptor(target, key)?.set === accessor.set) {
      Reflect.deleteProperty(target, key);
    }
  };
}

/**
 * A property of our own that is not enumerable and that the page may replace. One that the page has already stays. Returns
 * the way back, which removes it only if it still holds ours.
 */
export function expose(target: Target, key: PropertyKey, value: unknown): () => void {
  if (Object.hasOwn(target, key)) return () => {};
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  return () => {
    if (Reflect.getOwnPropertyDescriptor(target, key)?.value === value) {
      Reflect.deleteProperty(target, key);
    }
  };
}

/** A data property as an assignment would have made it. */
export function assign(target: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/**
 * Writes to a property as if no accessor of ours were on the way.
 * @throws what a write in strict mode throws. Who writes in sloppy mode would not be told, but nobody can see who does.
 */
export function write(target: object, key: string, value: unknown): void {
  if (Reflect.set(Object.create(null) as object, key, value, target)) return;
  throw new TypeError(
    typeof target === "object" || typeof target === "function"
      ? `Cannot add property ${key}, object is not extensible`
      : `Cannot create property '${key}' on ${typeof target} '${String(target)}'`,
  );
}

/** Lets every replacement answer `toString()` with the source text of its original. */
export function patchToString(prototype: { toString: () => string }): () => void {
  return patch(
    prototype,
    "toString",
    (original: () => string) =>
      new Proxy(original, {
        apply: (target, self, args) =>
          Reflect.apply(target, originalOf(self), args as []) as string,
      }),
  );
}

/**
 * What a handler looks for in a message that the message does not have. A read of a missing field leaves no trace by
 * itself, so while a callback runs the objects of its message inherit from a proxy of Object.prototype: own fields are
 * not trapped, and identity, `constructor` and what `isPlainObject` of any library says stay the same. Two things differ
 * meanwhile: the prototype is not Object.prototype itself, and `instanceof Object` says false.
 */
import { drain, map, push, some } from "./list.ts";
import { Object, Proxy, Reflect, Set } from "./natives.ts";

/** Asked of any object by engines and libraries to learn what it is: `await`, JSON, React, lodash, immutable. */
const probed: ReadonlySet<string> = new Set([
  "then",
  "toJSON",
  "length",
  "nodeType",
  "callee",
  "splice",
  "inspect",
]);
const isProbe = (key: string) => probed.has(key) || /^(\$\$|@@|__)/.test(key);

/** The fields that hold rows, in the shapes that a callback may be given. */
const rows = ["record", "old_record", "new", "old"] as const;

/** So many names of one run are kept. */
const CAP = 20;
/** To change four prototypes and back costs as much as to keep a frame, so in a storm only so many a second are watched. */
const RATE = 100;
const SECOND = 1_000;

type Fields = Record<string, unknown>;

const plain = Object.prototype;
const isPlain = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === plain;

const none: string[] = [];
const nothing = () => none;

/**
 * A watcher of messages; what it returns stops it and gives the paths. `now` in ms. The proxies are made once, as an engine remembers
 * the shapes that they lead to. Once an object could not be put back (the handler froze it) no further one is watched:
 * the object keeps a prototype that notes nothing any more.
 */
export function missWatcher(now: () => number): (message: unknown) => () => string[] {
  let off = false;
  let names: string[] | undefined;
  let since = -SECOND;
  let watched = 0;
  const isStorm = () => {
    const time = now();
    if (time - since >= SECOND) {
      since = time;
      watched = 0;
    }
    watched += 1;
    return watched > RATE;
  };

  const make = (path: string): object => {
    const note = (key: PropertyKey) => {
      if (!names || names.length >= CAP || typeof key !== "string" || isProbe(key)) return;
      const name = path + key;
      if (!some(names, (one) => one === name)) push(names, name);
    };
    return new Proxy(plain, {
      get(target, key, receiver) {
        if (!(key in target)) note(key);
        return Reflect.get(target, key, receiver) as unknown;
      },
      has(target, key) {
        const found = key in target;
        if (!found) note(key);
        return found;
      },
    });
  };
  const place = (prefix: string) => ({
    own: make(prefix),
    rows: map(rows, (name) => [name, make(`${prefix}${name}.`)] as const),
  });
  const bare = place("");
  const enveloped = place("payload.");

  return (message) => {
    // A message within a handler of another one is left alone: a miss could not be told whose it is.
    if (off || names || !isPlain(message) || isStorm()) return nothing;
    const misses: string[] = [];
    const swapped: { value: object; ours: object }[] = [];
    const swap = (value: unknown, ours: object) => {
      if (!isPlain(value) || !Object.isExtensible(value)) return;
      if (Reflect.setPrototypeOf(value, ours)) push(swapped, { value, ours });
    };
    const payload = fieldOf(message, "payload");
    const [holder, { rows: places }] = isPlain(payload) ? [payload, enveloped] : [message, bare];
    for (const [name, ours] of places) swap(fieldOf(holder, name), ours);
    if (holder === payload) swap(payload, enveloped.own);
    swap(message, bare.own);
    names = misses;
    return () => {
      if (names === misses) names = undefined;
      for (const { value, ours } of drain(swapped)) {
        if (Object.getPrototypeOf(value) !== ours) continue;
        if (!Reflect.setPrototypeOf(value, plain)) off = true;
      }
      return misses;
    };
  };
}

const fieldOf = (object: object, name: string): unknown =>
  Reflect.getOwnPropertyDescriptor(object, name)?.value;

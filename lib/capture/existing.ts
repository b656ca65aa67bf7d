/** The bindings that a channel had before anybody looked, and the places that their callbacks are called from. */
import type { Callback } from "./handler.ts";
import { push } from "./list.ts";
import { Array, Object, Reflect, Set } from "./natives.ts";

interface Binding {
  type?: unknown;
  filter?: unknown;
  callback?: unknown;
  ref?: unknown;
}

/** From 2.100 on the client keeps a list of its own for copies, and calls from that of its inner channel: four steps away. */
const DEPTH = 4;
/** So many objects are looked at, and so many bindings. */
const OBJECTS = 300;
const BINDINGS = 1_000;

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === "object" && value !== null;

/** Own data, without running a getter. */
const fieldOf = (object: object, key: PropertyKey): unknown =>
  Reflect.getOwnPropertyDescriptor(object, key)?.value;

/**
 * Gives each binding of `channel` to `wrap` and puts what that returns in its place; `undo` gets the ways back. A binding
 * whose callback is not found where it is called from is left out: nobody may say that it was watched.
 */
export function wrapExisting(
  channel: object,
  wrap: (type: unknown, filter: unknown, callback: Callback) => Callback | undefined,
  undo: (wayBack: () => void) => void,
): void {
  const lists = fieldOf(channel, "bindings");
  if (!isObject(lists)) return;
  const claimed = new Set<object>();
  for (const binding of bindingsOf(lists)) {
    const { type, filter, callback, ref } = binding;
    if (typeof callback !== "function") continue;
    const places = [binding];
    if (ref !== undefined) {
      const caller = findHolder(channel, callback, (holder) => {
        return holder !== binding && !claimed.has(holder) && fieldOf(holder, "ref") === ref;
      });
      if (!caller) continue;
      claimed.add(caller);
      push(places, caller);
    }
    const wrapper = wrap(type, filter, callback as Callback);
    for (const place of wrapper ? places : []) {
      place.callback = wrapper;
      undo(() => {
        if (place.callback === wrapper) place.callback = callback;
      });
    }
  }
}

function bindingsOf(lists: object): Binding[] {
  const found: Binding[] = [];
  for (const list of Object.values(lists) as unknown[]) {
    if (!Array.isArray(list)) continue;
    for (const each of list as unknown[]) {
      if (found.length < BINDINGS && isObject(each)) push(found, each);
    }
  }
  return found;
}

/** The nearest object below `root` that holds `callback` and passes. */
function findHolder(
  root: object,
  callback: unknown,
  passes: (holder: object) => boolean,
): Binding | undefined {
  let level: object[] = [root];
  const seen = new Set<object>(level);
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next: object[] = [];
    for (const object of level) {
      for (const key of Reflect.ownKeys(object)) {
        const value = fieldOf(object, key);
        if (!isObject(value) || seen.has(value) || seen.size > OBJECTS) continue;
        seen.add(value);
        if (fieldOf(value, "callback") === callback && passes(value)) return value;
        push(next, value);
      }
    }
    level = next;
  }
  return undefined;
}

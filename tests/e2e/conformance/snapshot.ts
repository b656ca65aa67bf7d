/** What a page could look at to see whether somebody was there: taken before the taps start, compared when they are out. */
const { ownKeys, getOwnPropertyDescriptor } = Reflect;

const objects = (): Record<string, object> => ({
  window,
  "Window.prototype": Window.prototype,
  WebSocket,
  "WebSocket.prototype": WebSocket.prototype,
  "Function.prototype": Function.prototype,
  "Object.prototype": Object.prototype,
  "WeakMap.prototype": WeakMap.prototype,
  "Promise.prototype": Promise.prototype,
  "Response.prototype": Response.prototype,
  "EventTarget.prototype": EventTarget.prototype,
  console,
  document,
  performance,
});

type Look = Map<
  string,
  { object: object; keys: PropertyKey[]; own: Map<PropertyKey, PropertyDescriptor | undefined> }
>;

function look(): Look {
  return new Map(
    Object.entries(objects()).map(([name, object]) => {
      const keys = ownKeys(object);
      return [
        name,
        {
          object,
          keys,
          own: new Map(keys.map((key) => [key, getOwnPropertyDescriptor(object, key)])),
        },
      ];
    }),
  );
}

const fields = ["value", "get", "set", "writable", "enumerable", "configurable"] as const;
/** Of the test, not of the taps. */
const isOurs = (key: PropertyKey) => ["taps", "snapshot", "kept"].includes(String(key));

function compare(before: Look): string[] {
  return [...look()].flatMap(([name, { object, keys, own }]) => {
    const then = before.get(name);
    if (!then || then.object !== object) return [`${name} is another object`];
    const order = (all: PropertyKey[]) =>
      all
        .filter((key) => !isOurs(key))
        .map(String)
        .join();
    const moved = order(keys) === order(then.keys) ? [] : [`${name}: keys`];
    const changed = [...then.own].flatMap(([key, was]) =>
      fields
        .filter((field) => !Object.is(was?.[field], own.get(key)?.[field]))
        .map((field) => `${name}.${String(key)}: ${field}`),
    );
    return [...moved, ...changed];
  });
}

Object.defineProperty(window, "snapshot", { value: { before: look(), compare } });

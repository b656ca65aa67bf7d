/** The built-ins that the taps have a trap on, and what they leave behind on globals and prototypes. */
import { raisedNow, shape, source, type Checks } from "./subject.ts";

/** All that the taps add that a page can find; each is told in ADR 9. None is enumerable. */
const KNOWN = new Set([
  "subTopic",
  "__REACT_DEVTOOLS_GLOBAL_HOOK__",
  "__SWR_DEVTOOLS_USE__",
  "__SWR_DEVTOOLS_REACT__",
]);
const keys = (object: object) =>
  Reflect.ownKeys(object)
    .filter((key) => !KNOWN.has(String(key)))
    .map(String);

const functions: Record<string, () => unknown> = {
  "Function.prototype.bind": () => Function.prototype.bind,
  "Function.prototype.toString": () => Function.prototype.toString,
  "WeakMap.prototype.set": () => WeakMap.prototype.set,
  "console.log": () => console.log,
  "console.error": () => console.error,
  "WebSocket.prototype.send": () => WebSocket.prototype.send,
  fetch: () => fetch,
};

export const builtins: Checks = {
  ...Object.fromEntries(
    Object.entries(functions).flatMap(([name, read]) => [
      [`${name}: keys, name, length`, () => shape(read() as object)],
      [`${name}: source`, () => [source(read()), String(read())]],
      [
        `${name}: no constructor`,
        () => raisedNow(() => Reflect.construct(read() as () => void, [])),
      ],
      [`${name}: prototype of it`, () => Object.getPrototypeOf(read()) === Function.prototype],
      [`${name}: same each time`, () => read() === read()],
      [
        `${name}: callers`,
        () => [
          raisedNow(() => Reflect.get(read() as object, "caller")),
          raisedNow(() => Reflect.get(read() as object, "arguments")),
        ],
      ],
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        "Function",
        "WeakMap",
        "Object",
        "Array",
        "Promise",
        "Map",
        "Set",
        "Response",
        "Request",
        "EventTarget",
        "Window",
        "Error",
        "Reflect",
        "JSON",
      ] as const
    ).map((name) => [
      `own keys of ${name} and its prototype`,
      () => {
        const global = Reflect.get(window, name) as { prototype?: object };
        return [keys(global), global.prototype && keys(global.prototype)];
      },
    ]),
  ),
  "own keys of window": () =>
    Reflect.ownKeys(window)
      .map(String)
      .filter((key) => !/^(taps|conform|__HOPSCOPE__|\d+)$/.test(key)),
  "own keys of document and navigator": () => [keys(document), keys(navigator)],
  "attributes of the patched properties": () =>
    [
      [Function.prototype, "bind"],
      [Function.prototype, "toString"],
      [WeakMap.prototype, "set"],
      [console, "log"],
      [console, "warn"],
    ].map(([object, key]) => {
      const { value: _value, ...rest } =
        Object.getOwnPropertyDescriptor(object, key as string) ?? {};
      return rest;
    }),
  "order of the keys of console": () => keys(console),

  "toString: kinds of functions": () =>
    [
      function named() {
        return 1;
      },
      () => 2,
      class Three {
        four = 4;
      },
      async () => {},
      Array,
      Math.max,
      (() => 1).bind(null),
      new Proxy(() => 1, {}),
      Symbol.prototype.valueOf,
    ].map(source),
  "toString: of something else": () => [
    raisedNow(() => source({})),
    raisedNow(() => source(undefined)),
    raisedNow(() => source("x")),
  ],
  "toString: of itself": () => [source(Function.prototype.toString), source(source)],
  "JSON and Object.prototype's own": () => [
    JSON.stringify(Object.prototype),
    Object.keys(Object.prototype),
    `${Object.entries({})}`,
  ],
};

/** The built-ins that the taps have a trap on, and what they leave behind on globals and prototypes. */
import { handled } from "./differences.ts";
import { raised, raisedNow, shape, source, type Checks } from "./subject.ts";

/** All that the taps add that a page can find; each is told in ADR 9. None is enumerable. */
const KNOWN = new Set(["subTopic", "__REACT_DEVTOOLS_GLOBAL_HOOK__", "__SWR_DEVTOOLS_USE__"]);
const keys = (object: object) =>
  Reflect.ownKeys(object)
    .filter((key) => !KNOWN.has(String(key)))
    .map(String);
const frozen = Object.freeze({});
// oxlint-disable-next-line typescript/no-implied-eval
const strictly = new Function("target", `"use strict"; target.subTopic = 1;`) as () => void;

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
      .filter((key) => !/^(taps|conform|\d+)$/.test(key)),
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

  "bind: the bound function": () => {
    function add(this: unknown, a: number, b: number, c: number) {
      return [typeof this, a, b, c];
    }
    const bound = add.bind(3, 1);
    return [bound.name, bound.length, bound(2, 3), "prototype" in bound, String(bound)];
  },
  "bind: what looks like SWR's": () => {
    function mutate(this: unknown, ...args: unknown[]) {
      return args.length;
    }
    const bound = Reflect.apply(Function.prototype.bind, mutate, [
      undefined,
      new Map(),
    ]) as (() => number) & { extra?: number };
    bound.extra = 1;
    return [
      bound.name,
      bound.length,
      bound(),
      "prototype" in bound,
      String(bound),
      Object.keys(bound),
      Reflect.ownKeys(bound),
    ];
  },
  "bind: a class with a map": () => {
    class Made {
      size: number;
      constructor(map: Map<string, string>) {
        this.size = map.size;
      }
    }
    const Bound = Reflect.apply(Function.prototype.bind, Made, [
      undefined,
      new Map(),
    ]) as new () => Made;
    const made = new Bound();
    return [made.size, made instanceof Made, made instanceof Bound];
  },
  "bind: getters of what is bound do not run": () => {
    const read: string[] = [];
    const given = {
      get get() {
        read.push("get");
        return () => {};
      },
      get set() {
        read.push("set");
        return () => {};
      },
      get delete() {
        read.push("delete");
        return () => {};
      },
    };
    const bound = Reflect.apply(Function.prototype.bind, () => 1, [
      undefined,
      given,
    ]) as () => number;
    return [bound(), read];
  },
  "bind: getters that raise": () =>
    raisedNow(() =>
      Reflect.apply(Function.prototype.bind, () => 1, [
        undefined,
        {
          get get() {
            throw new RangeError("mine");
          },
        },
      ]),
    ),
  "bind: a window of another origin": async () => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.srcdoc = "<p>other";
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    await loaded;
    const found = raisedNow(() =>
      Reflect.apply(Function.prototype.bind, () => 1, [undefined, frame.contentWindow]),
    );
    frame.remove();
    return found;
  },
  "bind: a proxy that forbids all": () => {
    const traps = new Proxy(
      {},
      {
        get: (_target, key) => () => {
          throw new RangeError(String(key));
        },
      },
    );
    const given = new Proxy({}, traps);
    return [
      raisedNow(() => Reflect.apply(Function.prototype.bind, () => 1, [undefined, given])),
      raisedNow(() => new WeakMap().set(given, [{}, {}, {}, {}, () => {}])),
      raisedNow(() => new WeakMap().set({}, given)),
    ];
  },
  "bind: of something else": () => [
    raisedNow(() => Reflect.apply(Function.prototype.bind, {}, [])),
    raisedNow(() => Reflect.apply(Function.prototype.bind, undefined, [])),
  ],
  "bind: new.target": () => {
    const seen: unknown[] = [];
    function Made(this: object) {
      seen.push(new.target === Made);
    }
    Reflect.construct(Made.bind({}), []);
    return seen;
  },

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
  "WeakMap: set gives the map": () => {
    const map = new WeakMap<object, unknown>();
    const key = {};
    return [map.set(key, 1) === map, map.get(key), map.has({}), Reflect.ownKeys(map)];
  },
  "WeakMap: a state like SWR's": () => {
    const map = new WeakMap<object, unknown>();
    const key = new Map();
    const state = [{}, {}, {}, {}, () => {}, () => {}, () => {}];
    return [
      map.set(key, state) === map,
      map.get(key) === state,
      state.length,
      Object.isExtensible(state),
    ];
  },
  "WeakMap: keys that are none": () =>
    [1, "x", null, undefined, Symbol.for("a")].map((key) =>
      raisedNow(() => Reflect.apply(WeakMap.prototype.set, new WeakMap(), [key, 1])),
    ),
  "WeakMap: a symbol as key": () =>
    new WeakMap<symbol, number>([[Symbol.iterator, 1]]).get(Symbol.iterator),
  "WeakMap: set on something else": () =>
    [{}, new Map(), undefined].map((self) =>
      raisedNow(() => Reflect.apply(WeakMap.prototype.set, self, [{}, 1])),
    ),
  "WeakMap: a subclass": () => {
    const seen: unknown[] = [];
    class Sub extends WeakMap<object, number> {
      override set(key: object, value: number) {
        seen.push(value);
        return super.set(key, value);
      }
    }
    const key = {};
    return [new Sub([[key, 1]]).get(key), seen];
  },

  "subTopic: a plain object": () => {
    const object: Record<string, unknown> = {};
    object["subTopic"] = 1;
    return [
      Object.getOwnPropertyDescriptor(object, "subTopic"),
      Object.keys(object),
      JSON.stringify(object),
    ];
  },
  "subTopic: literals, classes, assign, spread": () => {
    class Field {
      subTopic = 1;
    }
    const assigned = Object.assign({}, { subTopic: 1 });
    return [
      { subTopic: 1 },
      new Field(),
      assigned,
      { ...assigned },
      JSON.parse('{"subTopic":1}'),
    ].map((one) => Object.getOwnPropertyDescriptor(one as object, "subTopic"));
  },
  "subTopic: reads as missing": () => [
    Reflect.get({}, "subTopic"),
    Object.hasOwn({}, "subTopic"),
    Object.keys({}),
    JSON.stringify({}),
  ],
  "subTopic: written twice, then deleted": () => {
    const object: { subTopic?: number } = {};
    object.subTopic = 1;
    object.subTopic = 2;
    return [object.subTopic, delete object.subTopic, object.subTopic];
  },
  "subTopic: a frozen object, in strict code": () =>
    raisedNow(() => Reflect.apply(strictly, undefined, [frozen])),
  "subTopic: a primitive": () => [
    raisedNow(() => {
      Reflect.set(Object("x") as object, "subTopic", 1);
    }),
    raisedNow(() => {
      ("x" as unknown as { subTopic: number }).subTopic = 1;
    }),
    raisedNow(() => {
      (5 as unknown as { subTopic: number }).subTopic = 1;
    }),
  ],
  "subTopic: traps of a proxy": () => {
    const read: string[] = [];
    const proxy = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: (target, key) => {
          if (key === "subTopic") read.push("get");
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
        defineProperty: (target, key, to) => {
          read.push(`define ${JSON.stringify(to)}`);
          return Reflect.defineProperty(target, key, to);
        },
      },
    ) as { subTopic?: number };
    proxy.subTopic = 1;
    return read;
  },
  "subTopic: an accessor of the page": () => {
    let value = 0;
    const object = {
      get subTopic() {
        return value;
      },
      set subTopic(next) {
        value = next * 2;
      },
    };
    object.subTopic = 2;
    return object.subTopic;
  },
  "subTopic: a read-only one of the page": () =>
    raisedNow(() => {
      (
        Object.create(Object.defineProperty({}, "subTopic", { value: 1 })) as { subTopic: number }
      ).subTopic = 2;
    }),
  "subTopic: with topic and socket, as a channel has them": () => {
    const object: Record<string, unknown> = { topic: "t", socket: {} };
    object["subTopic"] = "x";
    return [Object.keys(object), object["subTopic"]];
  },

  "channel: what a handler sees of a row that is no job's": () => handled("orders", "fal_jobs_x"),
  "console: frozen and thawed copies": () => Object.keys({ ...console }).length,
  "console: without this": () => {
    const { debug } = console;
    return [raisedNow(() => debug("hello")), debug.name, debug.length];
  },
  "console: gives undefined": () => [console.debug("x"), console.debug()],
  "console: what is logged is not read": () => {
    const read: string[] = [];
    const value = {
      get a() {
        read.push("a");
        return 1;
      },
      toJSON() {
        read.push("toJSON");
      },
      toString() {
        read.push("toString");
        return "";
      },
    };
    console.debug("[REALTIME] line", value);
    return read;
  },
  "errors: nothing reads their stack": async () => {
    const read: string[] = [];
    const error = new Error("mine");
    Object.defineProperty(error, "stack", {
      get: () => {
        read.push("stack");
        return "x";
      },
    });
    void Promise.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return read;
  },
  "errors: a rejection with nothing to read": async () => {
    const reasons: unknown[] = [];
    const note = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      reasons.push(typeof event.reason);
    };
    addEventListener("unhandledrejection", note);
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    for (const reason of [
      Object.create(null),
      Symbol("a"),
      undefined,
      () => {},
      {
        toString: () => {
          throw new Error("mine");
        },
      },
    ])
      void Promise.reject(reason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    removeEventListener("unhandledrejection", note);
    return reasons;
  },
  "errors: a class of the page": async () =>
    await raised(() => {
      class Own extends Error {
        override name = "Own";
      }
      throw new Own("mine");
    }),
  "JSON and Object.prototype's own": () => [
    JSON.stringify(Object.prototype),
    Object.keys(Object.prototype),
    `${Object.entries({})}`,
  ],
};

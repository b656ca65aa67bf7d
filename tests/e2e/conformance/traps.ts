/** What goes through the traps on weak maps and on `subTopic`. */
import { raisedNow, type Checks } from "./subject.ts";
const frozen = Object.freeze({});
// oxlint-disable-next-line typescript/no-implied-eval
const strictly = new Function("target", `"use strict"; target.subTopic = 1;`) as () => void;

export const traps: Checks = {
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
};

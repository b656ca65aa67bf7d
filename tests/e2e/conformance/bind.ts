/** Binding: most of all what looks like what SWR binds. */
import { raisedNow, type Checks } from "./subject.ts";

export const bind: Checks = {
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
};

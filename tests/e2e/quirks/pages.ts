/** What pages do to their own environment. `before` the taps start, or `after`. The app must work, and the taps must see it. */
export interface Quirk {
  name: string;
  before?: string;
  after?: string;
}

const hook = "__REACT_DEVTOOLS_GLOBAL_HOOK__";

const sockets = {
  "a class":
    "window.WebSocket = class Own extends WebSocket { constructor(...args) { super(...args); this.own = true; } }",
  "a function": `(() => {
    const Native = WebSocket;
    function Own(url, protocols) { return protocols === undefined ? new Native(url) : new Native(url, protocols); }
    Own.prototype = Native.prototype;
    Object.assign(Own, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
    window.WebSocket = Own;
  })()`,
  "a proxy":
    "window.WebSocket = new Proxy(WebSocket, { construct: (...args) => Reflect.construct(...args) })",
  "an accessor": `(() => {
    let value = WebSocket;
    Object.defineProperty(window, "WebSocket", { configurable: true, enumerable: false, get: () => value, set: (next) => (value = next) });
  })()`,
  "its own send": `(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function own(data) { return send.call(this, data); };
  })()`,
};
const fetches = {
  "an async function":
    "(() => { const native = fetch; window.fetch = async (...args) => await native(...args); })()",
  "a proxy": "window.fetch = new Proxy(fetch, { apply: (...args) => Reflect.apply(...args) })",
  "a promise of its own": `(() => {
    const native = fetch;
    window.fetch = (...args) => new Promise((resolve, reject) => native(...args).then(resolve, reject));
  })()`,
};
const around = (what: string, scripts: Record<string, string>): Quirk[] =>
  Object.entries(scripts).flatMap(([name, script]) => [
    { name: `${what} is wrapped by ${name}, before`, before: script },
    { name: `${what} is wrapped by ${name}, after`, after: script },
  ]);

const overriding = (what: string, object: string, keys: string): Quirk => ({
  name: `${what} are replaced`,
  after: `for (const key of ${keys}) {
    const native = ${object}[key];
    if (typeof native !== "function") continue;
    const { apply } = Reflect;
    Object.defineProperty(${object}, key, { writable: true, configurable: true, value(...args) { return apply(native, this, args); } });
  }`,
});

export const quirks: Quirk[] = [
  ...around("WebSocket", sockets),
  ...around("fetch", fetches),
  { name: "console is frozen", after: "Object.freeze(console)" },
  {
    name: "WebSocket and its prototype are frozen",
    after: "Object.freeze(WebSocket.prototype); Object.freeze(WebSocket)",
  },
  { name: "Function.prototype is frozen", after: "Object.freeze(Function.prototype)" },
  {
    name: "JSON.parse is another",
    after: "(() => { const { parse } = JSON; JSON.parse = (...args) => parse(...args); })()",
  },
  overriding(
    "methods of arrays",
    "Array.prototype",
    '["push", "map", "join", "filter", "some", "slice", "indexOf"]',
  ),
  overriding("methods of maps", "Map.prototype", '["get", "set", "has", "delete", "forEach"]'),
  overriding("methods of weak maps", "WeakMap.prototype", '["get", "set", "has", "delete"]'),
  overriding("methods of sets", "Set.prototype", '["add", "has", "delete"]'),
  overriding("methods of promises", "Promise.prototype", '["then", "catch", "finally"]'),
  overriding("methods of functions", "Function.prototype", '["call", "apply", "bind", "toString"]'),
  overriding("Reflect's functions", "Reflect", "Object.getOwnPropertyNames(Reflect)"),
  overriding(
    "listeners",
    "EventTarget.prototype",
    '["addEventListener", "removeEventListener", "dispatchEvent"]',
  ),
  overriding("timers", "window", '["setTimeout", "clearTimeout", "setInterval", "queueMicrotask"]'),
  {
    name: "Object.defineProperty is another",
    after:
      "(() => { const { defineProperty } = Object; Object.defineProperty = (...args) => defineProperty(...args); })()",
  },
  {
    name: "Promise is another, as with zone.js",
    after: `(() => {
      const Native = Promise;
      const { then } = Native.prototype;
      Native.prototype.then = function own(...args) { return Reflect.apply(then, this, args); };
      window.Promise = class ZonePromise extends Native {};
    })()`,
  },
  {
    name: "stacks are formatted by the page",
    after:
      "Error.prepareStackTrace = (error, frames) => { window.formatted = (window.formatted ?? 0) + 1; return String(error) + frames.length; }",
  },
  {
    name: "React's hook is switched off",
    after: `{
      const hook = window.${hook};
      hook.inject = function () {};
    }`,
  },
  {
    name: "another tool has SWR's list",
    after: `window.__SWR_DEVTOOLS_USE__ = [(next) => (...args) => { window.middleware = true; return next(...args); }]`,
  },
  {
    name: "Object.prototype has names of its own",
    after: "Object.defineProperty(Object.prototype, 'own', { value: 1, enumerable: false })",
  },
];

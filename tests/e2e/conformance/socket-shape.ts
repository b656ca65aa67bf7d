/** What a WebSocket looks like without ever being used. */
import { raisedNow, shape, source, type Checks } from "./subject.ts";

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const address = () => `ws://${location.host}/echo`;
const attributes = (target: object, key: string) => {
  const { value: _value, ...rest } = getOwnPropertyDescriptor(target, key) ?? {};
  return rest;
};

export const socketShape: Checks = {
  "length of the interface object": () => WebSocket.length,
  "name of the interface object": () => WebSocket.name,
  "attributes of the global": () => attributes(window, "WebSocket"),
  "own keys and attributes of the interface object": () => shape(WebSocket),
  "own keys and attributes of the prototype": () => shape(WebSocket.prototype),
  "attributes of prototype": () => attributes(WebSocket, "prototype"),
  "attributes of constructor": () => attributes(WebSocket.prototype, "constructor"),
  "attributes of send": () => attributes(WebSocket.prototype, "send"),
  "prototype.constructor is the interface object": () =>
    WebSocket.prototype.constructor === WebSocket,
  "window.WebSocket is WebSocket": () => window.WebSocket === WebSocket,
  "inherits from EventTarget": () => getPrototypeOf(WebSocket) === EventTarget,
  "prototype inherits from EventTarget's": () =>
    getPrototypeOf(WebSocket.prototype) === EventTarget.prototype,
  "the constants": () =>
    [0, 1, 2, 3].map((value) => [
      Object.keys(WebSocket).filter((key) => Reflect.get(WebSocket, key) === value),
      Object.keys(WebSocket.prototype).filter(
        (key) => /^[A-Z]+$/.test(key) && Reflect.get(WebSocket.prototype, key) === value,
      ),
    ]),
  "a constant cannot be written": () =>
    raisedNow(() => Reflect.set(WebSocket, "OPEN", 9)) + WebSocket.OPEN,
  "prototype cannot be written": () => Reflect.set(WebSocket, "prototype", {}),
  "source text": () => [String(WebSocket), source(WebSocket), source(WebSocket.prototype.send)],
  "source text through a copy of toString": () => {
    const { toString } = Function.prototype;
    return [WebSocket, WebSocket.prototype.send].map(
      (one) => Reflect.apply(toString, one, []) as string,
    );
  },
  "string tag": () => Object.prototype.toString.call(WebSocket.prototype),
  "send: length and name": () => [WebSocket.prototype.send.length, WebSocket.prototype.send.name],
  "send has no prototype": () => "prototype" in WebSocket.prototype.send,
  "send: own keys": () => shape(WebSocket.prototype.send),
  "send is the same each time": () => WebSocket.prototype.send === WebSocket.prototype.send,
  "send is no constructor": () => raisedNow(() => Reflect.construct(WebSocket.prototype.send, [])),
  "called without new": () => raisedNow(() => Reflect.apply(WebSocket, undefined, [address()])),
  "called without new, as a method": () => raisedNow(() => Reflect.apply(WebSocket, window, [])),
  "is extensible": () => [Object.isExtensible(WebSocket), Object.isExtensible(WebSocket.prototype)],
  "may be given a property": () => {
    Reflect.set(WebSocket, "extra", 1);
    const had = Object.hasOwn(WebSocket, "extra");
    return [had, Reflect.deleteProperty(WebSocket, "extra"), Object.hasOwn(WebSocket, "extra")];
  },
  "typeof and callability": () => [typeof WebSocket, typeof WebSocket.prototype.send],
  "a global that is assigned stays": () => {
    const before = WebSocket;
    class Other {}
    Reflect.set(window, "WebSocket", Other);
    const seen = [
      (Reflect.get(window, "WebSocket") as unknown) === Other,
      attributes(window, "WebSocket"),
    ];
    Reflect.set(window, "WebSocket", before);
    return [...seen, Reflect.get(window, "WebSocket") === before, attributes(window, "WebSocket")];
  },
  "not found in for-in of window": () => {
    const names: string[] = [];
    // oxlint-disable-next-line typescript/no-for-in-array
    for (const name in window) if (/WebSocket|fetch|subTopic|DEVTOOLS/.test(name)) names.push(name);
    return names;
  },
  "structured clone of the interface object": () => raisedNow(() => structuredClone(WebSocket)),
  "JSON and string forms": () => [JSON.stringify(WebSocket), `${Object.keys(WebSocket)}`],
  "getters need a socket": () =>
    ["readyState", "url", "protocol", "bufferedAmount", "onmessage"].map((name) =>
      raisedNow(() => Reflect.get(WebSocket.prototype, name) as unknown),
    ),
};

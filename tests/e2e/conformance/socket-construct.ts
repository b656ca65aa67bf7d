/** Making a WebSocket: what is refused and how, and what comes of subclasses. */
import { forBoth, raisedNow, wait, type Checks } from "./subject.ts";

const construct = (...args: unknown[]) =>
  raisedNow(() => Reflect.construct(WebSocket, args) as WebSocket);
const { getPrototypeOf } = Object;

const refused: Record<string, unknown[]> = {
  "no argument": [],
  undefined: [undefined],
  null: [null],
  "empty text": [""],
  "text that is no URL": ["http://["],
  "a scheme that is none": ["ftp://host/"],
  "a fragment": ["ws://host/#fragment"],
  "a forbidden port": ["ws://127.0.0.1:6667/"],
  "an empty protocol": ["ws://127.0.0.1/", ""],
  "a protocol with a space": ["ws://127.0.0.1/", "a b"],
  "protocols twice": ["ws://127.0.0.1/", ["a", "a"]],
  "protocols with a symbol": ["ws://127.0.0.1/", [Symbol("a")]],
  "a symbol": [Symbol("a")],
  "a protocol that raises": [
    "ws://127.0.0.1/",
    {
      toString: () => {
        throw new RangeError("mine");
      },
    },
  ],
  "an address that raises": [
    {
      toString: () => {
        throw new RangeError("mine");
      },
    },
  ],
};

export const socketConstruct: Checks = {
  ...Object.fromEntries(
    Object.entries(refused).map(([name, args]) => [`refused: ${name}`, () => construct(...args)]),
  ),
  ...forBoth("socket", (path) => {
    const address = `ws://${location.host}${path}`;
    const made = (make: () => WebSocket, read: (socket: WebSocket) => unknown) => {
      const socket = make();
      const found = read(socket);
      socket.close();
      return found;
    };
    const make = () => new WebSocket(address);
    return {
      "own keys of an instance": () =>
        made(make, (socket) => [Reflect.ownKeys(socket), Object.keys(socket)]),
      "for-in over an instance": () =>
        made(make, (socket) => {
          const keys: string[] = [];
          for (const key in socket) keys.push(key);
          return keys;
        }),
      "identity of an instance": () =>
        made(make, (socket) => [
          socket instanceof WebSocket,
          socket.constructor === WebSocket,
          getPrototypeOf(socket) === WebSocket.prototype,
          Object.prototype.toString.call(socket),
          socket instanceof EventTarget,
          Object.isExtensible(socket),
        ]),
      "state of a new instance": () =>
        made(make, ({ readyState, bufferedAmount, extensions, protocol, binaryType, url }) => ({
          readyState,
          bufferedAmount,
          extensions,
          protocol,
          binaryType,
          url: url.replace(location.host, "host"),
        })),
      "handlers of a new instance": () =>
        made(make, ({ onopen, onmessage, onerror, onclose }) => [
          onopen,
          onmessage,
          onerror,
          onclose,
        ]),
      "relative and http addresses": () =>
        [path, `http://${location.host}${path}`].map((one) =>
          made(
            () => new WebSocket(one),
            ({ url }) => url.replace(location.host, "host"),
          ),
        ),
      "an URL object as address": () =>
        made(
          () => new WebSocket(new URL(address)),
          ({ url }) => url.replace(location.host, "host"),
        ),
      "an address is turned to text once": () => {
        let count = 0;
        const given = { toString: () => ((count += 1), address) };
        return made(
          () => Reflect.construct(WebSocket, [given]) as WebSocket,
          () => count,
        );
      },
      "protocols are read once": () => {
        let count = 0;
        const protocols = {
          *[Symbol.iterator]() {
            count += 1;
            yield "a";
          },
        };
        return made(
          () => Reflect.construct(WebSocket, [address, protocols]) as WebSocket,
          () => count,
        );
      },
      "a subclass": () => {
        class Sub extends WebSocket {
          extra = 1;
        }
        return made(
          () => new Sub(address),
          (socket) => [
            socket instanceof Sub,
            socket instanceof WebSocket,
            socket.constructor === Sub,
            getPrototypeOf(Sub) === WebSocket,
            Reflect.ownKeys(socket),
            Sub.OPEN,
            Sub.name,
            Sub.length,
          ],
        );
      },
      "new.target of a subclass": () => {
        const seen: unknown[] = [];
        class Sub extends WebSocket {
          constructor(...args: [string]) {
            super(...args);
            seen.push(new.target === Sub);
          }
        }
        return made(
          () => new Sub(address),
          () => seen,
        );
      },
      "a subclass of a subclass overrides send": () => {
        class One extends WebSocket {}
        class Two extends One {
          override send(data: string) {
            return raisedNow(() => super.send(data));
          }
        }
        return made(
          () => new Two(address),
          (socket) => (socket as Two).send("x"),
        );
      },
      "an old-style subclass": () => {
        function Old(this: unknown, url: string) {
          return Reflect.construct(WebSocket, [url], Old) as object;
        }
        Old.prototype = Object.create(WebSocket.prototype) as object;
        return made(
          () => Reflect.construct(Old, [address]) as WebSocket,
          (socket) => [socket instanceof Old, socket.constructor === WebSocket],
        );
      },
      "Reflect.construct with another target": () => {
        class Other {}
        return made(
          () => Reflect.construct(WebSocket, [address], Other) as WebSocket,
          (socket) => {
            const found = [socket instanceof Other, socket instanceof WebSocket];
            Object.setPrototypeOf(socket, WebSocket.prototype);
            return found;
          },
        );
      },
      "Reflect.construct with a bound target": () =>
        made(
          () => Reflect.construct(WebSocket, [address], WebSocket.bind(null)) as WebSocket,
          (socket) => {
            const found = getPrototypeOf(socket) === WebSocket.prototype;
            return [found, Object.setPrototypeOf(socket, WebSocket.prototype) === socket];
          },
        ),
      "a bound constructor": () => {
        const Bound = WebSocket.bind(null, address) as unknown as new () => WebSocket;
        return made(
          () => new Bound(),
          (socket) => [Bound.name, Bound.length, socket instanceof Bound],
        );
      },
      "prototype of the target is read once": () => {
        let count = 0;
        const Target = new Proxy(class {}, {
          get: (...args) => {
            if (args[1] === "prototype") count += 1;
            return Reflect.get(...args) as unknown;
          },
        });
        return made(
          () => Reflect.construct(WebSocket, [address], Target) as WebSocket,
          (socket) => {
            Object.setPrototypeOf(socket, WebSocket.prototype);
            return count;
          },
        );
      },
      "of another realm, from this one": async () => {
        const frame = document.body.appendChild(document.createElement("iframe"));
        const other = frame.contentWindow as typeof window;
        const found = made(
          () => Reflect.construct(WebSocket, [address], other.Object) as WebSocket,
          (socket) => [
            getPrototypeOf(socket) === other.Object.prototype,
            Object.setPrototypeOf(socket, WebSocket.prototype) instanceof WebSocket,
          ],
        );
        const foreign = made(
          () => Reflect.construct(other.WebSocket, [address], WebSocket) as WebSocket,
          (socket) => [socket instanceof WebSocket, socket instanceof other.WebSocket],
        );
        const sent = made(
          () => new other.WebSocket(address),
          (socket) => raisedNow(() => Reflect.apply(WebSocket.prototype.send, socket, ["x"])),
        );
        await wait(0);
        frame.remove();
        return [found, foreign, sent];
      },
    };
  }),
};
